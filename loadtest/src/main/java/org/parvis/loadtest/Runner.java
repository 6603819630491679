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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.parvis.loadtest.crowd.ScenarioCast;
import org.parvis.loadtest.crowd.ServerWatch;
import org.parvis.loadtest.crowd.Swarm;
import org.parvis.loadtest.crowd.VenueGround;
import org.parvis.loadtest.report.RunResult;
import org.parvis.loadtest.report.Settings;
import org.parvis.loadtest.scenario.Scenario;

/** Plays a scenario against a server, from the first connection to the result. Any thread. */
final class Runner {
    private final URI url;
    private final int viewersSampled;
    private final PrintWriter out;

    /**
     * @param url the server's WebSocket address
     * @param viewersSampled how many people record what they see of others
     * @param out where progress is shown
     */
    Runner(URI url, int viewersSampled, PrintWriter out) {
        this.url = url;
        this.viewersSampled = viewersSampled;
        this.out = out;
    }

    /**
     * Plays it.
     *
     * @throws IOException if the server, the venue or a recording cannot be had
     */
    RunResult play(Scenario scenario) throws IOException, InterruptedException {
        VenueGround ground = VenueGround.fetch(url, scenario.venue());
        ScenarioCast cast = new ScenarioCast(scenario, ground);
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("crowd", true), factory);
        try (ServerWatch watch = new ServerWatch(url, ground.venueId())) {
            Swarm.Options options = new Swarm.Options(epoll, viewersSampled, watch);
            long startedAtMs;
            Swarm swarm = new Swarm(scenario, url, cast, options, group.next());
            try (ProgressLine progress = new ProgressLine(swarm, scenario, out)) {
                progress.start();
                startedAtMs = System.currentTimeMillis();
                swarm.run().get();
            }
            return RunResult.of(frame(scenario, watch.about()), startedAtMs, swarm.tallies(), swarm.seconds());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the crowd stopped: " + e.getCause(), e);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private RunResult.Frame frame(Scenario scenario, Map<String, Object> server) {
        Map<String, Object> machine = Machine.facts();
        machine.putAll(server);
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new RunResult.Frame(now, Settings.of(scenario, url, viewersSampled), machine, false, List.of());
    }
}
