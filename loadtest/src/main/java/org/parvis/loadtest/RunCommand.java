package org.parvis.loadtest;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run}: plays a scenario. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        showDefaultValues = true,
        description = "Plays a scenario: a built-in one by name, or a YAML file.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  run plaza --people 2000 --html report.html",
            "  run my-evening.yaml --url ws://127.0.0.1:8080/v1/join",
            "  run replay --recording lyon-festival-topview-2d.csv.gz --people 600",
            "  run show --people 3000 --max-age-p99 200ms --json after.json",
            "",
            "Exit codes: 0 ran, 1 failed, 2 wrong usage or a faulty file, 3 a limit was missed."
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final ScenarioOptions chosen = new ScenarioOptions();

    @Option(names = "--people", paramLabel = "N", description = "Scales the crowd to this largest number of people.")
    private @Nullable Integer people;

    @Mixin
    private final ResultOptions results = new ResultOptions();

    RunCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (people != null && (people < 1 || people > 60_000)) {
            throw new ParameterException(spec.commandLine(), "--people must be 1 to 60000");
        }
        Scenario scenario = chosen.scenario();
        Runner runner = new Runner(
                chosen.url(), chosen.viewersSampled(), spec.commandLine().getOut());
        return results.show(
                runner.play(people == null ? scenario : scenario.scaledTo(people)),
                spec.commandLine().getOut());
    }
}
