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
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.client.Endpoint;
import org.parvis.loadtest.client.FirstCall;
import org.parvis.loadtest.crowd.ScenarioCast;
import org.parvis.loadtest.crowd.Swarm;
import org.parvis.loadtest.live.LiveOutput;
import org.parvis.loadtest.motion.VenueGround;
import org.parvis.loadtest.report.RunResult;
import org.parvis.loadtest.report.Settings;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Group;
import org.parvis.loadtest.watch.Machine;
import org.parvis.loadtest.watch.OwnLimits;
import org.parvis.loadtest.watch.ServerWatch;

/** Plays a scenario against a server, from the first connection to the result. Any thread. */
final class Runner {
    /** What a tester says that waits for the signal to begin. */
    static final String READY = "ready to begin";

    private final How how;
    private final Endpoint endpoint;
    private final PrintWriter out;

    /**
     * @param how it is played
     * @param out where progress is shown
     */
    Runner(How how, PrintWriter out) {
        this.how = how;
        this.endpoint = how.endpoint();
        this.out = out;
    }

    /**
     * How a scenario is played, whatever happens in it.
     *
     * @param endpoint the server
     * @param viewersSampled how many people record what they see of others
     * @param part number of this tester among several, from 1
     * @param atSignal whether it begins only when a line comes in, so that several begin together
     * @param metricsFile where live figures are written; null for nowhere
     * @param metricsPort where live figures are shown; null for nowhere
     */
    record How(
            Endpoint endpoint,
            int viewersSampled,
            int part,
            boolean atSignal,
            @Nullable Path metricsFile,
            @Nullable Integer metricsPort) {
        /** Alone, and without live figures. */
        static How alone(Endpoint endpoint, int viewersSampled) {
            return new How(endpoint, viewersSampled, 1, false, null, null);
        }
    }

    /**
     * Plays it.
     *
     * @param scenario with its limits
     * @param remarks what a reader of the result has to know besides
     * @throws IOException if the server, the venue or a recording cannot be had
     * @throws UnfitException if this process cannot play so many people
     */
    RunResult play(Scenario scenario, List<String> remarks) throws IOException, InterruptedException {
        List<String> notes = new ArrayList<>(remarks);
        notes.addAll(ownNotes(scenario));
        notes.forEach(note -> out.println("note: " + note));
        out.flush();
        VenueGround ground = VenueGround.fetch(endpoint, scenario.venue());
        FirstCall.make(endpoint);
        ScenarioCast cast = new ScenarioCast(scenario, ground);
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("crowd", true), factory);
        try (ServerWatch watch = new ServerWatch(endpoint, ground.venueId())) {
            Swarm swarm = new Swarm(
                    scenario,
                    endpoint,
                    cast,
                    new Swarm.Options(epoll, how.viewersSampled(), watch, System::nanoTime, how.part()),
                    group.next());
            long startedAtMs = run(swarm, scenario);
            RunResult.Frame frame = frame(scenario, watch.about(), swarm.failure(), notes);
            return RunResult.of(frame, startedAtMs, swarm.tallies(), swarm.seconds());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the crowd stopped: " + e.getCause(), e);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private long run(Swarm swarm, Scenario scenario) throws IOException, InterruptedException, ExecutionException {
        LiveText text = new LiveText(swarm, scenario);
        try (LiveOutput live = new LiveOutput(text::newest, how.metricsFile(), how.metricsPort());
                ProgressLine progress = new ProgressLine(swarm, scenario, out)) {
            if (live.port() >= 0) {
                out.println("live figures: http://127.0.0.1:" + live.port() + "/metrics");
            }
            awaitSignal();
            progress.start();
            long startedAtMs = System.currentTimeMillis();
            swarm.run().get();
            return startedAtMs;
        }
    }

    private void awaitSignal() throws IOException {
        if (how.atSignal()) {
            out.println(READY);
            out.flush();
            int any = System.in.read();
            if (any < 0) {
                throw new IOException("whoever started this tester has ended");
            }
        }
    }

    /** What this process cannot do ends here; what it can hardly do is noted. */
    private List<String> ownNotes(Scenario scenario) {
        OwnLimits limits = OwnLimits.ofThisProcess();
        int people = scenario.mostPeople();
        double movesEach =
                scenario.groups().stream().mapToDouble(Runner::movesPerSecond).sum();
        boolean here = Swarm.callsFromManyAddresses(endpoint);
        OwnLimits.Need need = new OwnLimits.Need(people, people * movesEach, !here, here);
        List<String> obstacles = limits.obstacles(need);
        if (!obstacles.isEmpty()) {
            throw new UnfitException(String.join("\n", obstacles));
        }
        return limits.notes(need);
    }

    private static double movesPerSecond(Group group) {
        return group.behaviour() == Scenario.Behaviour.HONEST
                ? group.share() * group.walk().moveRate()
                : 0;
    }

    private RunResult.Frame frame(Scenario scenario, Map<String, Object> server, String failed, List<String> notes) {
        Map<String, Object> machine = Machine.facts();
        machine.put("testerVersion", Main.Version.current());
        machine.putAll(server);
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Settings settings = Settings.of(scenario, endpoint.join(), how.viewersSampled());
        return new RunResult.Frame(now, settings, machine, false, failed, notes);
    }
}
