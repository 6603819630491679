package org.parvis.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.parvis.loadtest.motion.Recording;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Behaviour;
import org.parvis.loadtest.scenario.Scenario.Group;
import org.parvis.loadtest.scenario.Scenario.Limits;
import org.parvis.loadtest.scenario.Scenario.Link;
import org.parvis.loadtest.scenario.Scenario.MotionKind;
import org.parvis.loadtest.scenario.Scenario.Stage;
import org.parvis.loadtest.scenario.Scenario.Talk;
import org.parvis.loadtest.scenario.Scenario.Walking;
import org.parvis.loadtest.scenario.Scenarios;
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
            "Exit codes: 0 ran, 1 failed (no server, or it went away), 2 wrong usage or limits of this machine,",
            "            3 a limit was missed."
        })
final class CrowdCommand implements Callable<Integer> {
    private static final String REPLAY = "replay:";
    private static final long SETTLE_MS = 3000;
    private static final long WALK_MS = 20_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final ResultOptions results = new ResultOptions();

    @Option(names = "--avatars", paramLabel = "N", description = "Number of people.")
    private int avatars = 200;

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

    @Mixin
    private final PlayOptions play = new PlayOptions();

    CrowdCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        Runner runner = new Runner(play.how(), spec.commandLine().getOut());
        return results.show(
                runner.play(play.limited(play.changed(scenario())), List.of()),
                spec.commandLine().getOut());
    }

    private Scenario scenario() {
        boolean replay = motion.startsWith(REPLAY);
        Walking walk = new Walking(
                replay ? MotionKind.REPLAY : MotionKind.WAYPOINT,
                walkSpeedMS,
                40,
                0,
                movesPerSecond,
                replay ? motion.substring(REPLAY.length()) : "");
        Group people = new Group("people", 1, Behaviour.HONEST, walk, Talk.NONE, Link.USUAL);
        long arriveMs = Math.max(1, (long) (avatars / joinsPerSecond * 1000));
        List<Stage> stages = List.of(
                Stage.plain("arrive", avatars, arriveMs, false),
                Stage.plain("settle", avatars, SETTLE_MS, false),
                Stage.plain("walk", avatars, WALK_MS, true));
        return new Scenario("crowd", "Everybody arrives and walks.", "", 1, List.of(people), stages, Limits.NONE);
    }

    private void checkOptions() {
        require(avatars >= 1 && avatars <= Scenarios.MOST_PEOPLE, "--avatars must be 1 to " + Scenarios.MOST_PEOPLE);
        require(joinsPerSecond > 0, "--ramp must be above 0");
        require(movesPerSecond >= 1 && movesPerSecond <= 20, "--move-rate must be 1 to 20");
        require(walkSpeedMS > 0 && walkSpeedMS <= 6, "--walk-speed must be above 0 and at most 6");
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
