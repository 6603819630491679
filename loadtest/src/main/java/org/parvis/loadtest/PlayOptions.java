package org.parvis.loadtest;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.client.Endpoint;
import org.parvis.loadtest.scenario.Scenario;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a crowd is played, whatever it does; shared by the commands that play one. */
final class PlayOptions {
    private static final Pattern PART = Pattern.compile("([0-9]{1,3})/([0-9]{1,3})");
    private static final int MOST_PARTS = 100;
    private static final long LEAST_DURATION_MS = 1000;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Length of each measured stage, such as 20s or 2m; left out: the scenario's own.")
    private @Nullable Long durationMs;

    @Option(names = "--venue", paramLabel = "ID", description = "The venue to enter; left out: the scenario's own.")
    private @Nullable String venue;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of all random numbers, for repeatable runs; left out: the scenario's own.")
    private @Nullable Long seed;

    @Option(names = "--sample", paramLabel = "N", description = "How many people record what they see of others.")
    private int viewersSampled = 128;

    @Option(
            names = "--part",
            paramLabel = "I/K",
            description =
                    "Plays the I-th of K parts of the crowd, to be merged with the others; see also run --testers.")
    private @Nullable String part;

    @Option(names = "--at-signal", hidden = true, description = "Begins when a line comes in.")
    private boolean atSignal;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Shows live figures at http://127.0.0.1:PORT/metrics for Prometheus.")
    private @Nullable Integer metricsPort;

    @Option(names = "--metrics-file", paramLabel = "FILE", description = "Writes live figures to a file every second.")
    private @Nullable Path metricsFile;

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    PlayOptions() {}

    /** The server. */
    Endpoint endpoint() {
        return server.endpoint();
    }

    int viewersSampled() {
        return viewersSampled;
    }

    /** How it is played. */
    Runner.How how() {
        return new Runner.How(endpoint(), viewersSampled, part(), atSignal, metricsFile, metricsPort);
    }

    private int part() {
        Matcher matcher = partMatcher();
        return matcher == null ? 1 : Integer.parseInt(matcher.group(1));
    }

    /** Whether only a part of the crowd is played. */
    boolean isPart() {
        return part != null;
    }

    /** A scenario with what the options change in it, the limits excepted. */
    Scenario changed(Scenario given) {
        if (viewersSampled < 1) {
            throw wrong("--sample must be at least 1");
        }
        if (metricsPort != null && (metricsPort < 0 || metricsPort > 65_535)) {
            throw wrong("--metrics-port must be 0 to 65535");
        }
        if (durationMs != null && durationMs < LEAST_DURATION_MS) {
            throw wrong("--duration must be at least 1s");
        }
        Scenario scenario = durationMs == null ? given : given.measuredFor(durationMs);
        scenario = venue == null ? scenario : scenario.inVenue(venue);
        return seed == null ? scenario : scenario.withSeed(seed);
    }

    /** The limits of the options in place of the scenario's, and the part of it that is to be played. */
    Scenario limited(Scenario scenario) {
        Scenario limited = scenario.withLimits(scenario.limits().overriddenBy(limits.limits()));
        Matcher matcher = partMatcher();
        return matcher == null
                ? limited
                : limited.part(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    private @Nullable Matcher partMatcher() {
        if (part == null) {
            return null;
        }
        Matcher matcher = PART.matcher(part);
        if (matcher.matches()) {
            int number = Integer.parseInt(matcher.group(1));
            int parts = Integer.parseInt(matcher.group(2));
            if (number >= 1 && number <= parts && parts <= MOST_PARTS) {
                return matcher;
            }
        }
        throw wrong("--part must look like 2/3: the second of three parts, of " + MOST_PARTS + " at most");
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
