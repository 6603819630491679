package org.parvis.loadtest;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.crowd.CrowdSettings;
import org.parvis.loadtest.crowd.Motion;
import org.parvis.loadtest.crowd.Recording;
import org.parvis.loadtest.crowd.ReplayMotion;
import org.parvis.loadtest.crowd.Swarm;
import org.parvis.loadtest.crowd.VenueGround;
import org.parvis.loadtest.crowd.WaypointMotion;
import org.parvis.loadtest.measure.Tally;
import org.parvis.loadtest.report.CrowdResult;
import org.parvis.loadtest.report.JsonReport;
import org.parvis.loadtest.report.Limits;
import org.parvis.loadtest.report.TableReport;
import picocli.CommandLine.Command;
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
    private static final int LIMIT_MISSED = 3;
    private static final String REPLAY = "replay:";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

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
            description = "Measured time after everybody has joined, such as 20s or 2m.")
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
    private int viewersSampled = 256;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the random walk, for repeatable runs.")
    private long seed = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the JSON line to this file.")
    private @Nullable Path json;

    @Option(
            names = "--max-age-p99",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Fails (3) when the age of information's 99th percentile is above, such as 150ms.")
    private @Nullable Long maxAgeP99Ms;

    @Option(names = "--max-lost", paramLabel = "N", description = "Fails (3) when more people are lost.")
    private @Nullable Integer maxLost;

    @Option(names = "--max-bytes-per-update", paramLabel = "N", description = "Fails (3) when frames cost more.")
    private @Nullable Double maxBytesPerUpdate;

    CrowdCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        CrowdSettings settings = settings();
        PrintWriter out = spec.commandLine().getOut();
        VenueGround ground = VenueGround.fetch(url, venue);
        Tally tally = run(settings, chooseMotion(settings, ground), out);
        CrowdResult result = CrowdResult.of(settings, tally);
        String line = JsonReport.of(settings, motion, result, Main.Version.current());
        out.println();
        out.print(TableReport.of(result));
        out.println();
        out.println(line);
        if (json != null) {
            Files.writeString(json, line + "\n");
        }
        List<String> missed = new Limits(maxAgeP99Ms, maxLost, maxBytesPerUpdate).missedBy(result);
        missed.forEach(why -> out.println("limit missed: " + why));
        if (missed.isEmpty() && result.testerWasBottleneck()) {
            out.println("warning: the tester itself was late; these figures are not the server's");
        }
        out.flush();
        return missed.isEmpty() ? 0 : LIMIT_MISSED;
    }

    private CrowdSettings settings() {
        require("ws".equals(url.getScheme()) && url.getHost() != null, "--url must look like ws://host:port/v1/join");
        require(avatars >= 1 && avatars <= 60_000, "--avatars must be 1 to 60000");
        require(durationMs >= 1000, "--duration must be at least 1s");
        require(joinsPerSecond > 0, "--ramp must be above 0");
        require(movesPerSecond >= 1 && movesPerSecond <= 20, "--move-rate must be 1 to 20");
        require(walkSpeedMS > 0 && walkSpeedMS <= 6, "--walk-speed must be above 0 and at most 6");
        require(viewersSampled >= 1, "--sample must be at least 1");
        require(motion.equals("waypoint") || motion.startsWith(REPLAY), "--motion must be waypoint or replay:FILE");
        return new CrowdSettings(
                url, venue, avatars, durationMs, joinsPerSecond, movesPerSecond, walkSpeedMS, viewersSampled, seed);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private Motion chooseMotion(CrowdSettings settings, VenueGround ground) {
        if (!motion.startsWith(REPLAY)) {
            return new WaypointMotion(ground.floors(), walkSpeedMS, 40, settings.seed());
        }
        try {
            Recording recording = Recording.read(Path.of(motion.substring(REPLAY.length())));
            return new ReplayMotion(
                    recording,
                    ground.floors().get(ground.spawn().floorIndex()),
                    ground.spawn().x(),
                    ground.spawn().z(),
                    avatars,
                    walkSpeedMS);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--motion: " + e.getMessage(), e);
        }
    }

    private static Tally run(CrowdSettings settings, Motion motion, PrintWriter out) throws InterruptedException {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("crowd", true), factory);
        try {
            Swarm swarm = new Swarm(settings, motion, group.next());
            try (ProgressLine progress = new ProgressLine(swarm, settings, out)) {
                progress.start();
                return swarm.run(epoll).get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the crowd stopped: " + e.getCause(), e);
        } finally {
            group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
        }
    }
}
