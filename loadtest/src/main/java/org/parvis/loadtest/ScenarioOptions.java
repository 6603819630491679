package org.parvis.loadtest;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.ScenarioException;
import org.parvis.loadtest.scenario.Scenarios;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which scenario is played against which server; shared by the commands that play one. */
final class ScenarioOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SCENARIO",
            showDefaultValue = Help.Visibility.NEVER,
            description = "Built-in name or file; see 'scenarios'.")
    private String scenarioName = "";

    @Option(names = "--url", paramLabel = "URL", description = "The server's join address.")
    private URI url = URI.create("ws://127.0.0.1:8080/v1/join");

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Length of each measured stage, instead of the file's.")
    private @Nullable Long durationMs;

    @Option(names = "--venue", paramLabel = "ID", description = "The venue to enter, instead of the file's.")
    private @Nullable String venue;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all random numbers, instead of the file's.")
    private @Nullable Long seed;

    @Option(
            names = "--recording",
            paramLabel = "FILE",
            description = "The recorded crowd that groups with motion replay follow, instead of the file's.")
    private @Nullable String recording;

    @Option(names = "--sample", paramLabel = "N", description = "How many people record what they see of others.")
    private int viewersSampled = 128;

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    ScenarioOptions() {}

    URI url() {
        return url;
    }

    int viewersSampled() {
        return viewersSampled;
    }

    /** The scenario with what the options change in it. */
    Scenario scenario() {
        if (!"ws".equals(url.getScheme()) || url.getHost() == null) {
            throw new ParameterException(spec.commandLine(), "--url must look like ws://host:port/v1/join");
        }
        if (viewersSampled < 1) {
            throw new ParameterException(spec.commandLine(), "--sample must be at least 1");
        }
        try {
            Scenario scenario = Scenarios.read(scenarioName);
            scenario = durationMs == null ? scenario : scenario.measuredFor(Math.max(1, durationMs));
            scenario = venue == null ? scenario : scenario.inVenue(venue);
            scenario = seed == null ? scenario : scenario.withSeed(seed);
            scenario = recording == null ? scenario : scenario.replaying(recording);
            return scenario.withLimits(scenario.limits().overriddenBy(limits.limits()));
        } catch (ScenarioException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
