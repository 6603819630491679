package org.parvis.loadtest;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.capacity.Attempt;
import org.parvis.loadtest.capacity.CapacityPlan;
import org.parvis.loadtest.capacity.CapacityReport;
import org.parvis.loadtest.capacity.CapacityResult;
import org.parvis.loadtest.capacity.CapacitySearch;
import org.parvis.loadtest.capacity.CapacitySearch.Found;
import org.parvis.loadtest.capacity.CapacitySearch.LimitedBy;
import org.parvis.loadtest.report.RunResult;
import org.parvis.loadtest.report.Settings;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code capacity}: finds the largest crowd that holds its limits. */
@Command(
        name = "capacity",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Finds the largest crowd of a scenario that holds its limits.",
            "The crowd grows until a level fails; then the gap between the largest that held and the smallest that"
                    + " did not is halved until it is one step wide. A level holds when the majority of its runs do"
                    + " (all of them with --all). Runs in which the tester itself was late count for neither side:"
                    + " a level is never called held, nor the server blamed, on their account."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  capacity plaza --html plaza.html",
            "  capacity show --from 1000 --ceiling 8000 --step 250 --repeats 5 --all",
            "  capacity my-evening.yaml --max-age-p99 200ms --duration 20s --at-least 1500",
            "",
            "Exit codes: 0 found, 1 failed, 2 wrong usage or a faulty file, 3 no crowd held, or fewer than --at-least."
        })
final class CapacityCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final ScenarioOptions chosen = new ScenarioOptions();

    @Option(names = "--from", paramLabel = "N", description = "The first crowd tried.")
    private int from = 500;

    @Option(names = "--ceiling", paramLabel = "N", description = "The largest crowd tried.")
    private int ceiling = 10_000;

    @Option(names = "--growth", paramLabel = "FACTOR", description = "From a crowd that held to the next one.")
    private double growth = 2;

    @Option(names = "--step", paramLabel = "N", description = "The answer is known to so many people.")
    private int step = 100;

    @Option(names = "--repeats", paramLabel = "N", description = "Runs of a level, fewer when they agree early.")
    private int repeats = 3;

    @Option(names = "--all", description = "A level holds only when all its runs do, not just the majority.")
    private boolean all;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Rest between two runs, for the server to clear up.")
    private Long pauseMs = 2000L;

    @Option(names = "--at-least", paramLabel = "N", description = "Fails (3) when fewer people hold.")
    private @Nullable Integer atLeast;

    @Mixin
    private final ResultOptions results = new ResultOptions();

    private Map<String, Object> machine = new TreeMap<>();

    CapacityCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Scenario scenario = chosen.scenario();
        if (chosen.play().isPart()) {
            throw new ParameterException(spec.commandLine(), "--part is for single runs, not for a search");
        }
        if (!chosen.play().limited(scenario).limits().given()) {
            throw new ParameterException(
                    spec.commandLine(), "the scenario has no limits: give at least one, such as --max-age-p99 150ms");
        }
        CapacityPlan plan = plan();
        Found found = new CapacitySearch(plan, (people, repeat) -> play(scenario, people, repeat)).search();
        CapacityResult.Basis basis = new CapacityResult.Basis(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Settings.of(
                        chosen.play().limited(scenario.pacedTo(plan.ceiling())),
                        chosen.play().endpoint().join(),
                        chosen.play().viewersSampled()),
                plan,
                machine);
        int asked = atLeast == null ? 1 : atLeast;
        CapacityResult result = CapacityResult.of(basis, found);
        results.write(new CapacityReport(result, asked), "parvis-loadtest.capacity." + scenario.name(), out());
        return exitCode(found);
    }

    private int exitCode(Found found) {
        if (found.limitedBy() == LimitedBy.SERVER_GONE) {
            return ResultOptions.FAILED;
        }
        int asked = atLeast == null ? 1 : atLeast;
        if (found.people() < asked) {
            out().println("limit missed: " + found.people() + " people hold, fewer than " + asked);
            out().flush();
            return ResultOptions.LIMIT_MISSED;
        }
        return 0;
    }

    private CapacityPlan plan() {
        if (ceiling > Scenarios.MOST_PEOPLE) {
            throw new ParameterException(spec.commandLine(), "--ceiling must be at most " + Scenarios.MOST_PEOPLE);
        }
        try {
            return new CapacityPlan(from, ceiling, growth, step, repeats, all ? repeats : repeats / 2 + 1);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Attempt play(Scenario scenario, int people, int repeat) throws IOException, InterruptedException {
        if (!machine.isEmpty()) {
            Thread.sleep(pauseMs);
        }
        out().printf(Locale.ROOT, "%d people, run %d of at most %d%n", people, repeat, repeats);
        Runner runner = new Runner(chosen.play().how(), out());
        RunResult run = runner.play(chosen.play().limited(scenario.pacedTo(people)), List.of());
        machine = run.head().machine();
        Attempt attempt = Attempt.of(people, run);
        out().printf(
                        Locale.ROOT,
                        "  %s: age p99 %.1f ms, %.1f %% delivered, %d lost, %.1f kB/s each%n",
                        CapacityReport.word(attempt.outcome()),
                        run.result().seen().ageMs().p99(),
                        run.result().seen().nearDeliveredShare() * 100,
                        run.result().arrivals().lost(),
                        run.result().traffic().bytesPerClientPerSecond() / 1e3);
        attempt.missed().forEach(why -> out().println("    " + why));
        out().flush();
        return attempt;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
