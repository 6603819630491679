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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.parvis.loadtest.crowd.ScenarioCast;
import org.parvis.loadtest.crowd.ServerWatch;
import org.parvis.loadtest.crowd.Swarm;
import org.parvis.loadtest.crowd.VenueGround;
import org.parvis.loadtest.report.RunResult;
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
        try (ServerWatch watch = new ServerWatch(url)) {
            Swarm.Options options = new Swarm.Options(epoll, viewersSampled, watch);
            Swarm swarm = new Swarm(scenario, url, cast, options, group.next());
            try (ProgressLine progress = new ProgressLine(swarm, scenario, out)) {
                progress.start();
                swarm.run().get();
            }
            return RunResult.of(frame(scenario), scenario, swarm.tallies(), swarm.seconds());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the crowd stopped: " + e.getCause(), e);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private RunResult.Frame frame(Scenario scenario) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("scenario", scenario.name());
        settings.put("url", url.toString());
        settings.put("venue", scenario.venue());
        settings.put("people", scenario.mostPeople());
        settings.put("seed", scenario.seed());
        settings.put("viewersSampled", viewersSampled);
        settings.put("groups", scenario.groups());
        settings.put("stages", scenario.stages());
        settings.put("limits", scenario.limits());
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("arch", System.getProperty("os.arch"));
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("java", Runtime.version().toString());
        machine.put("testerVersion", Main.Version.current());
        return new RunResult.Frame(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), settings, machine);
    }
}
