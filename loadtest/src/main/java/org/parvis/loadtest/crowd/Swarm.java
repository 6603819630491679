package org.parvis.loadtest.crowd;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.client.CloseCodes;
import org.parvis.loadtest.client.Connection;
import org.parvis.loadtest.measure.SendTimes;
import org.parvis.loadtest.measure.Tally;
import org.parvis.protocol.move.MoveWriter;
import org.parvis.protocol.pose.FrameReader;
import org.parvis.protocol.v1.ClockPong;
import org.parvis.protocol.v1.Welcome;

/**
 * The whole crowd on one event loop: arrivals at a steady rate, moves on an absolute schedule spread evenly
 * over the move interval, and a measured part that begins two seconds after the last arrival.
 *
 * <p>Because one thread does everything, nothing here is shared and nothing needs a lock; a machine with more
 * cores runs more testers. Event loop only, except {@link #run}.
 */
public final class Swarm {
    private static final long PULSE_MS = 5;
    private static final long SETTLE_NS = 2_000_000_000L;
    private static final long ARRIVAL_PATIENCE_NS = 15_000_000_000L;
    private static final long PING_EVERY_NS = 1_000_000_000L;
    private static final int PROBES = 16;

    private final CrowdSettings settings;
    private final Motion motion;
    private final EventLoop loop;
    private final Tally tally = new Tally();
    private final SendTimes sendTimes;
    private final FrameReader frames = new FrameReader();
    private final MoveWriter moveWriter = new MoveWriter();
    private final byte[] scratch = new byte[MoveWriter.MAX_BYTES];
    private final List<Person> people = new ArrayList<>();
    private final CompletableFuture<Tally> finished = new CompletableFuture<>();
    private final int sampleStride;
    private @Nullable Person[] avatars = new Person[1024];
    private long startNs;
    private int started;
    private int ended;
    private int nextMover;
    private long nextMoveNs;
    private long nextPingNs;
    private long lastPulseNs;
    private long measureFromNs = Long.MAX_VALUE;
    private long measureToNs = Long.MAX_VALUE;
    private boolean leaving;

    /**
     * @param settings what the crowd does
     * @param motion how people move
     * @param loop does all the work; its group must use epoll when {@code epoll} is asked of {@link #run}
     */
    public Swarm(CrowdSettings settings, Motion motion, EventLoop loop) {
        this.settings = settings;
        this.motion = motion;
        this.loop = loop;
        this.sendTimes = new SendTimes(settings.avatars());
        this.sampleStride =
                Math.max(1, (settings.avatars() + settings.viewersSampled() - 1) / settings.viewersSampled());
    }

    /**
     * Starts the crowd. Any thread.
     *
     * @param epoll whether the loop is an epoll loop
     * @return completes with what was measured when everybody has left
     */
    public CompletableFuture<Tally> run(boolean epoll) {
        Class<? extends SocketChannel> type = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        loop.execute(() -> {
            startNs = System.nanoTime();
            nextPingNs = startNs;
            lastPulseNs = startNs;
            loop.scheduleAtFixedRate(() -> guardedPulse(type), 0, PULSE_MS, TimeUnit.MILLISECONDS);
        });
        return finished;
    }

    /**
     * The event loop, to ask for progress on.
     *
     * @return the loop
     */
    public EventLoop loop() {
        return loop;
    }

    /**
     * What is counted so far. Event loop only, until the run has finished.
     *
     * @return the tally
     */
    public Tally tally() {
        return tally;
    }

    /**
     * Time until the end of the measured part. Event loop only.
     *
     * @return milliseconds, or −1 while people are still arriving
     */
    public long remainingMs() {
        return measureToNs == Long.MAX_VALUE ? -1 : Math.max(0, (measureToNs - nowNs()) / 1_000_000);
    }

    CrowdSettings settings() {
        return settings;
    }

    Motion motion() {
        return motion;
    }

    SendTimes sendTimes() {
        return sendTimes;
    }

    FrameReader frames() {
        return frames;
    }

    MoveWriter moveWriter() {
        return moveWriter;
    }

    byte[] scratch() {
        return scratch;
    }

    long nowNs() {
        return System.nanoTime();
    }

    boolean isMeasuring() {
        return lastPulseNs >= measureFromNs && !leaving;
    }

    @Nullable
    Person byAvatar(int avatar) {
        return avatar < avatars.length ? avatars[avatar] : null;
    }

    void onWelcome(Person person, Welcome welcome, long connectNs) {
        long now = nowNs();
        if (welcome.getAvatar() >= avatars.length) {
            avatars = Arrays.copyOf(avatars, Math.max(avatars.length * 2, welcome.getAvatar() + 1));
        }
        avatars[welcome.getAvatar()] = person;
        Tally.record(tally.join, now - connectNs);
        tally.joined++;
        tally.present++;
        tally.lastWelcomeNs = now;
    }

    void onLeft(Person person) {
        tally.present--;
        if (byAvatar(person.avatar) == person) {
            avatars[person.avatar] = null;
        }
    }

    void onEnded() {
        ended++;
        if (ended == settings.avatars() && !finished.isDone()) {
            loop.schedule(() -> finished.complete(tally), 0, TimeUnit.MILLISECONDS);
        }
    }

    void onCorrection() {
        if (isMeasuring()) {
            tally.corrections++;
        }
    }

    void onBytes(int wireBytes) {
        if (isMeasuring()) {
            tally.allBytes += wireBytes;
        }
    }

    void onUnsampledFrame(int wireBytes) {
        if (isMeasuring()) {
            tally.frames++;
            tally.frameBytes += wireBytes;
        }
    }

    void onSampledFrame(int wireBytes, long poses) {
        if (isMeasuring()) {
            tally.frames++;
            tally.frameBytes += wireBytes;
            tally.sampledFrameBytes += wireBytes;
            tally.updates += poses;
        }
    }

    void onPong(ClockPong pong) {
        Tally.record(tally.roundTrip, nowNs() - pong.getClientTimeMs());
    }

    private void guardedPulse(Class<? extends SocketChannel> type) {
        try {
            if (!finished.isDone()) {
                pulse(type);
            }
        } catch (RuntimeException e) {
            finished.completeExceptionally(e);
        }
    }

    private void pulse(Class<? extends SocketChannel> type) {
        long now = nowNs();
        if (isMeasuring()) {
            tally.measuredNs += (now - lastPulseNs) * tally.present;
        }
        lastPulseNs = now;
        admit(type, now);
        schedulePhases(now);
        moveThoseDue(now);
        pingOne(now);
    }

    private void admit(Class<? extends SocketChannel> type, long now) {
        double due = (now - startNs) / 1e9 * settings.joinsPerSecond();
        while (started < settings.avatars() && started <= due) {
            boolean sampled = started % sampleStride == 0;
            Sight sight = sampled ? new Sight(this, started < PROBES * sampleStride) : null;
            Person person = new Person(this, started, sight, now);
            people.add(person);
            started++;
            connect(type, person, now);
        }
    }

    private void connect(Class<? extends SocketChannel> type, Person person, long now) {
        tally.firstConnectNs = Math.min(tally.firstConnectNs, now);
        Connection connection = new Connection(settings.url(), person);
        person.attach(connection);
        int port = settings.url().getPort() < 0 ? 80 : settings.url().getPort();
        ChannelFuture future = new Bootstrap()
                .group(loop)
                .channel(type)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(connection)
                .connect(settings.url().getHost(), port);
        future.addListener(done -> {
            if (!done.isSuccess()) {
                String why =
                        done.cause() == null ? "" : String.valueOf(done.cause().getMessage());
                person.onClosed(CloseCodes.IO_ERROR, why);
            }
        });
    }

    /** Measuring begins when everybody has arrived and settled, or when waiting for the last is hopeless. */
    private void schedulePhases(long now) {
        boolean all = tally.joined + tally.lost() >= settings.avatars();
        long lastArrivalNs = startNs + (long) (settings.avatars() / settings.joinsPerSecond() * 1e9);
        if (measureFromNs == Long.MAX_VALUE && (all || now > lastArrivalNs + ARRIVAL_PATIENCE_NS)) {
            measureFromNs = now + SETTLE_NS;
            measureToNs = measureFromNs + settings.durationMs() * 1_000_000;
        }
        if (now >= measureToNs && !leaving) {
            leaving = true;
            people.forEach(Person::leave);
            if (started < settings.avatars()) {
                tally.disconnects.put("never set out", settings.avatars() - started);
            }
            loop.schedule(() -> finished.complete(tally), 2, TimeUnit.SECONDS);
        }
    }

    /** Everybody moves once per interval, one after another, so that load is even and turns keep their order. */
    private void moveThoseDue(long now) {
        long intervalNs = 1_000_000_000L / settings.movesPerSecond();
        long gapNs = Math.max(1, intervalNs / settings.avatars());
        if (nextMoveNs == 0) {
            nextMoveNs = now;
        }
        while (nextMoveNs <= now && !leaving) {
            Person person = nextMover < people.size() ? people.get(nextMover) : null;
            if (person != null && person.present) {
                sendMove(person, nextMoveNs, intervalNs, now);
            }
            nextMover++;
            nextMoveNs += gapNs;
            if (nextMover >= settings.avatars()) {
                nextMover = 0;
                nextMoveNs += intervalNs - gapNs * settings.avatars();
            }
        }
    }

    private void sendMove(Person person, long dueNs, long intervalNs, long now) {
        person.move(intervalNs / 1e9, dueNs);
        if (isMeasuring()) {
            tally.moves++;
            Tally.record(tally.lateness, now - dueNs);
            countDue(person);
        }
    }

    private void countDue(Person sender) {
        int probes = Math.min(people.size(), PROBES * sampleStride);
        for (int i = 0; i < probes; i += sampleStride) {
            Person viewer = people.get(i);
            if (viewer != sender && viewer.present && Sight.isNear(viewer.walk, sender.walk)) {
                tally.nearDue++;
            }
        }
    }

    private void pingOne(long now) {
        if (now >= nextPingNs && !people.isEmpty() && !leaving) {
            Person person = people.get((int) ((now - startNs) / PING_EVERY_NS % people.size()));
            if (person.present) {
                person.pingClock(now);
            }
            nextPingNs = now + PING_EVERY_NS / 10;
        }
    }
}
