package org.parvis.loadtest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.parvis.loadtest.crowd.Recording;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Behaviour;
import org.parvis.loadtest.scenario.Scenario.Group;
import org.parvis.loadtest.scenario.Scenario.MotionKind;
import org.parvis.loadtest.scenario.Scenario.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crowd}: people join, walk and measure what they see of each other. */
@Command(
        name = "crowd",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        showDefaultValues = true,
        description = "Lets people join a server, walk, and measures what they see of each other.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  crowd --avatars 200 --duration 20s",
            "  crowd --avatars 500 --duration 30s --max-age-p99 150ms --max-lost 0",
            "  crowd --avatars 300 --motion replay:lyon-festival-topview-2d.csv.gz --json out.json",
            "",
            "Exit codes: 0 ran, 1 failed, 2 wrong usage, 3 a limit was missed."
        })
final class CrowdCommand implements Callable<Integer> {
    private static final String REPLAY = "replay:";
    private static final long SETTLE_MS = 3000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final ResultOptions results = new ResultOptions();

    @Option(names = "--url", paramLabel = "URL", description = "The server's join address.")
    private URI url = URI.create("ws://127.0.0.1:8080/v1/join");

    @Option(names = "--venue", paramLabel = "ID", description = "The venue to enter; the server's default otherwise.")
    private String venue = "";

    @Option(names = "--avatars", paramLabel = "N", description = "Number of people.")
    private int avatars = 200;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Measured time after everybody should have joined, such as 20s or 2m.")
    private Long durationMs = 20_000L;

    @Option(names = "--ramp", paramLabel = "N", description = "Joins per second.")
    private double joinsPerSecond = 200;

    @Option(names = "--move-rate", paramLabel = "N", description = "Moves per person per second, 1 to 20.")
    private int movesPerSecond = 10;

    @Option(names = "--walk-speed", paramLabel = "M/S", description = "Walking speed, metres per second.")
    private double walkSpeedMS = 1.4;

    @Option(
            names = "--motion",
            paramLabel = "MOTION",
            description = "waypoint (random straight walks) or replay:FILE (a recorded crowd, CSV or CSV.gz).")
    private String motion = "waypoint";

    @Option(names = "--sample", paramLabel = "N", description = "How many people record what they see of others.")
    private int viewersSampled = 128;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the random walk, for repeatable runs.")
    private long seed = 1;

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    CrowdCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        Runner runner = new Runner(url, viewersSampled, spec.commandLine().getOut());
        return results.show(runner.play(scenario()), spec.commandLine().getOut());
    }

    private Scenario scenario() {
        boolean replay = motion.startsWith(REPLAY);
        Group people = new Group(
                "people",
                1,
                Behaviour.HONEST,
                replay ? MotionKind.REPLAY : MotionKind.WAYPOINT,
                walkSpeedMS,
                40,
                0,
                movesPerSecond,
                0,
                0,
                0,
                0,
                0,
                replay ? motion.substring(REPLAY.length()) : "",
                false);
        long arriveMs = Math.max(1, (long) (avatars / joinsPerSecond * 1000));
        List<Stage> stages = List.of(
                new Stage("arrive", avatars, arriveMs, false, 0),
                new Stage("settle", avatars, SETTLE_MS, false, 0),
                new Stage("walk", avatars, durationMs, true, 0));
        return new Scenario(
                "crowd", "Everybody arrives and walks.", venue, seed, List.of(people), stages, limits.limits());
    }

    private void checkOptions() {
        require("ws".equals(url.getScheme()) && url.getHost() != null, "--url must look like ws://host:port/v1/join");
        require(avatars >= 1 && avatars <= 60_000, "--avatars must be 1 to 60000");
        require(durationMs >= 1000, "--duration must be at least 1s");
        require(joinsPerSecond > 0, "--ramp must be above 0");
        require(movesPerSecond >= 1 && movesPerSecond <= 20, "--move-rate must be 1 to 20");
        require(walkSpeedMS > 0 && walkSpeedMS <= 6, "--walk-speed must be above 0 and at most 6");
        require(viewersSampled >= 1, "--sample must be at least 1");
        require(motion.equals("waypoint") || motion.startsWith(REPLAY), "--motion must be waypoint or replay:FILE");
        if (motion.startsWith(REPLAY)) {
            Path file = Path.of(motion.substring(REPLAY.length()));
            require(Files.isReadable(file), "--motion: there is no file " + file + " to replay");
            try {
                Recording.read(file);
            } catch (IOException e) {
                throw new ParameterException(spec.commandLine(), "--motion: " + e.getMessage(), e);
            }
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
