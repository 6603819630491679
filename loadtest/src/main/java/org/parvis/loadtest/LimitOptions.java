package org.parvis.loadtest;

import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.scenario.Scenario.Limits;
import picocli.CommandLine.Option;

/** What a run must hold; shared by the commands that judge one. */
final class LimitOptions {
    @Option(
            names = "--max-age-p99",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Limit of the 99th percentile of the age of information over time, such as 150ms.")
    private @Nullable Long maxAgeP99Ms;

    @Option(
            names = "--max-join-p99",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Limit of the 99th percentile from connecting to the welcome.")
    private @Nullable Long maxJoinP99Ms;

    @Option(names = "--max-lost", paramLabel = "N", description = "Limit of people lost.")
    private @Nullable Integer maxLost;

    @Option(
            names = "--min-delivered",
            paramLabel = "SHARE",
            description = "Least share of near moves delivered, 0 to 1.")
    private @Nullable Double minDelivered;

    @Option(names = "--max-bytes-per-update", paramLabel = "N", description = "Limit of bytes per avatar update.")
    private @Nullable Double maxBytesPerUpdate;

    @Option(
            names = "--max-bytes-per-client",
            paramLabel = "N",
            description = "Limit of bytes that each person receives per second.")
    private @Nullable Double maxBytesPerClient;

    @Option(
            names = "--max-age-growth",
            paramLabel = "FACTOR",
            description =
                    "Limit of the age's 99th percentile of each later measured stage, in times of the first one's.")
    private @Nullable Double maxAgeGrowth;

    LimitOptions() {}

    /** The limits given; null where none was. */
    Limits limits() {
        return new Limits(
                maxAgeP99Ms == null ? null : maxAgeP99Ms.doubleValue(),
                maxJoinP99Ms == null ? null : maxJoinP99Ms.doubleValue(),
                maxLost,
                minDelivered,
                maxBytesPerUpdate,
                maxBytesPerClient,
                maxAgeGrowth);
    }
}
