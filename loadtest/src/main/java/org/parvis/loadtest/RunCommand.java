package org.parvis.loadtest;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.ScenarioException;
import org.parvis.loadtest.scenario.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
            "",
            "Exit codes: 0 ran, 1 failed, 2 wrong usage or a faulty file, 3 a limit was missed."
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final ResultOptions results = new ResultOptions();

    @Parameters(index = "0", paramLabel = "SCENARIO", description = "Built-in name or file; see 'scenarios'.")
    private String scenarioName = "";

    @Option(names = "--url", paramLabel = "URL", description = "The server's join address.")
    private URI url = URI.create("ws://127.0.0.1:8080/v1/join");

    @Option(names = "--people", paramLabel = "N", description = "Scales the crowd to this largest number of people.")
    private @Nullable Integer people;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Length of each measured stage, instead of the file's.")
    private @Nullable Long durationMs;

    @Option(names = "--sample", paramLabel = "N", description = "How many people record what they see of others.")
    private int viewersSampled = 256;

    RunCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Scenario scenario = scenario();
        Runner runner = new Runner(url, viewersSampled, spec.commandLine().getOut());
        return results.show(runner.play(scenario), spec.commandLine().getOut());
    }

    private Scenario scenario() {
        if (people != null && (people < 1 || people > 60_000)) {
            throw new ParameterException(spec.commandLine(), "--people must be 1 to 60000");
        }
        try {
            Scenario scenario = Scenarios.read(scenarioName);
            scenario = people == null ? scenario : scenario.scaledTo(people);
            return durationMs == null ? scenario : scenario.measuredFor(durationMs);
        } catch (ScenarioException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
