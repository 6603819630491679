package org.parvis.loadtest;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.report.RunResult;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenarios;
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
            "  run show --people 3000 --max-age-p99 200ms --json after.json --junit limits.xml",
            "  run plaza --people 12000 --testers 3 --url wss://venue.example/v1/join",
            "",
            "Exit codes: 0 ran, 1 failed (no server, or it went away), 2 wrong usage, a faulty file or limits of this",
            "            machine, 3 a limit was missed."
        })
final class RunCommand implements Callable<Integer> {
    private static final int MOST_TESTERS = 32;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final ScenarioOptions chosen = new ScenarioOptions();

    @Option(names = "--people", paramLabel = "N", description = "Scales the crowd to this largest number of people.")
    private @Nullable Integer people;

    @Option(
            names = "--testers",
            paramLabel = "K",
            description = "Plays the crowd with so many processes, each with its part, and merges what they find.")
    private int testers = 1;

    @Mixin
    private final ResultOptions results = new ResultOptions();

    RunCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(
                people == null || (people >= 1 && people <= Scenarios.MOST_PEOPLE),
                "--people must be 1 to " + Scenarios.MOST_PEOPLE);
        require(testers >= 1 && testers <= MOST_TESTERS, "--testers must be 1 to " + MOST_TESTERS);
        require(testers == 1 || !chosen.play().isPart(), "--testers plays all parts: --part is not for it");
        Scenario scenario = chosen.scenario();
        Scenario scaled = people == null ? scenario : scenario.scaledTo(people);
        Scenario limited = chosen.play().limited(scaled);
        PrintWriter out = spec.commandLine().getOut();
        if (testers > 1) {
            List<String> arguments = spec.commandLine().getParseResult().originalArgs();
            RunResult whole = new Testers(arguments, testers, out).play(limited.limits());
            return results.show(whole, out);
        }
        return results.show(new Runner(chosen.play().how(), out).play(limited, remarks(scenario, limited)), out);
    }

    private static List<String> remarks(Scenario scenario, Scenario limited) {
        Double ofFull = scenario.limits().bytesPerUpdate();
        return ofFull == null || limited.limits().bytesPerUpdate() != null
                ? List.of()
                : List.of("the limit of " + ofFull + " bytes per update is for the scenario's own crowd of "
                        + scenario.mostPeople() + "; in one less than half as large it is not judged");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
