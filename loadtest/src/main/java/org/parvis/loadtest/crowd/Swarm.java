package org.parvis.loadtest.crowd;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.client.Endpoint;
import org.parvis.loadtest.measure.SecondTally;
import org.parvis.loadtest.measure.SendTimes;
import org.parvis.loadtest.measure.Tally;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Stage;
import org.parvis.loadtest.watch.ServerWatch;
import org.parvis.protocol.move.MoveWriter;
import org.parvis.protocol.pose.FrameReader;
import org.parvis.protocol.v1.ClockPong;
import org.parvis.protocol.v1.Welcome;

/**
 * The whole crowd of a scenario on one event loop. Because one thread does everything, nothing here is shared
 * and nothing needs a lock; a machine with more cores runs more testers.
 *
 * <p>Event loop only, except {@link #run} and the getters of a finished run.
 */
public final class Swarm {
    private static final long PULSE_MS = 2;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MS_NS = 1_000_000L;
    private static final int PROBES = 16;

    private final Scenario scenario;
    private final EventLoop loop;
    private final Dialler dialler;
    private final Timeline timeline;
    private final ServerWatch watch;
    private final Roster roster;
    private final List<Tally> tallies = new ArrayList<>();
    private final List<SecondTally> seconds = new ArrayList<>();
    private volatile @Nullable SecondTally newestSecond;
    private final SendTimes sendTimes;
    private final Whereabouts whereabouts;
    private final LongSupplier clock;
    private final FrameReader frames = new FrameReader();
    private final MoveWriter moveWriter = new MoveWriter();
    private final byte[] scratch = new byte[MoveWriter.MAX_BYTES];
    private final SecondCounter secondCounter = new SecondCounter();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final SplittableRandom random;
    private @Nullable Person[] avatars = new Person[1024];
    private MoveWheel wheel = new MoveWheel(0);
    private Tally tally = new Tally();
    private int stageIndex = -1;
    private long startNs;
    private long nowNs;
    private long lastPulseNs;
    private long nextSecondNs;
    private long bestRoundTripNs = Long.MAX_VALUE;
    private double bestOffsetMs;
    private boolean over;
    private String failure = "";

    /**
     * @param scenario what happens
     * @param endpoint the server
     * @param cast makes the people of the scenario's groups move
     * @param options of this tester
     * @param loop does all the work
     */
    public Swarm(Scenario scenario, Endpoint endpoint, Cast cast, Options options, EventLoop loop) {
        this.scenario = scenario;
        this.loop = loop;
        this.watch = options.watch();
        clock = options.clock();
        dialler = new Dialler(loop, endpoint, options.epoll(), options.part());
        timeline = new Timeline(scenario);
        random = new SplittableRandom(scenario.seed());
        int seats = scenario.mostPeople() + 1;
        sendTimes = new SendTimes(seats);
        whereabouts = new Whereabouts(seats);
        roster = new Roster(this, cast, seats, Math.max(1, options.viewersSampled()), random.split());
    }

    /**
     * How this tester works.
     *
     * @param epoll whether the event loop is an epoll loop
     * @param viewersSampled how many people record what they see of others
     * @param watch what the server tells of itself
     * @param clock nanoseconds from some moment on
     * @param part number of this tester among several, from 1: each calls from addresses of its own
     */
    public record Options(boolean epoll, int viewersSampled, ServerWatch watch, LongSupplier clock, int part) {}

    /**
     * Starts the crowd. Any thread.
     *
     * @return completes when the last stage is over and everybody has left
     */
    public CompletableFuture<Void> run() {
        loop.execute(() -> {
            startNs = nowNs();
            nowNs = startNs;
            lastPulseNs = startNs;
            nextSecondNs = startNs + SECOND_NS;
            wheel = new MoveWheel(startNs);
            enterStage(0);
            for (int stage = 1; stage <= timeline.stages(); stage++) {
                enterLater(stage);
            }
            loop.scheduleWithFixedDelay(this::guardedPulse, 0, PULSE_MS, TimeUnit.MILLISECONDS);
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
     * What each stage counted, in order.
     *
     * @return one tally per stage begun
     */
    public List<Tally> tallies() {
        return List.copyOf(tallies);
    }

    /**
     * The run second by second.
     *
     * @return one per whole second
     */
    public List<SecondTally> seconds() {
        return List.copyOf(seconds);
    }

    /**
     * The newest whole second. Any thread.
     *
     * @return null before the first is over
     */
    public @Nullable SecondTally newestSecond() {
        return newestSecond;
    }

    /**
     * Whether a crowd calls a server from many addresses, as it does on this machine. Any thread.
     *
     * @param endpoint the server
     * @return false when all calls come from one address
     */
    public static boolean callsFromManyAddresses(Endpoint endpoint) {
        return Dialler.isWholeLoopback(new InetSocketAddress(endpoint.host(), endpoint.port()).getAddress());
    }

    /**
     * The stage that is on. Event loop only.
     *
     * @return its name, empty before the first
     */
    public String stageName() {
        return stageIndex < 0 || over ? "" : timeline.stage(stageIndex).name();
    }

    /**
     * Time left. Event loop only.
     *
     * @return milliseconds
     */
    public long remainingMs() {
        return Math.max(0, timeline.totalMs() - (nowNs - startNs) / MS_NS);
    }

    /**
     * People present. Event loop only.
     *
     * @return how many
     */
    public int present() {
        return roster.present();
    }

    String venue() {
        return scenario.venue();
    }

    Tally tally() {
        return tally;
    }

    SecondCounter second() {
        return secondCounter;
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
        return clock.getAsLong();
    }

    @Nullable
    Person byAvatar(int avatar) {
        return avatar < avatars.length ? avatars[avatar] : null;
    }

    Whereabouts whereabouts() {
        return whereabouts;
    }

    /**
     * Whether people call and do not get in. Event loop only.
     *
     * @return how many and why, in words; null when nobody waits
     */
    public @Nullable String outside() {
        return roster.outside();
    }

    /**
     * Whether anybody was there when the last stage ended.
     *
     * @return why the run failed, in words; empty if it did not
     */
    public String failure() {
        return failure;
    }

    void onPresent(Person person, Welcome welcome) {
        if (welcome.getAvatar() >= avatars.length) {
            avatars = Arrays.copyOf(avatars, Math.max(avatars.length * 2, welcome.getAvatar() + 1));
        }
        avatars[welcome.getAvatar()] = person;
        roster.present(person);
        if (person.takeWheelPlace()) {
            long intervalNs = SECOND_NS / person.group.walk().moveRate();
            person.nextMoveNs = nowNs() + random.nextLong(intervalNs);
            wheel.add(person);
        }
    }

    void onAbsent(Person person) {
        roster.absent(person);
        whereabouts.remove(person.index);
        if (byAvatar(person.avatar) == person) {
            avatars[person.avatar] = null;
        }
    }

    void onCut(Person person) {
        roster.comeBackLater(person, nowNs());
    }

    void onTurnedAway(Person person, long retryAfterMs) {
        roster.tryAgainLater(person, retryAfterMs, nowNs());
    }

    void onParting() {
        roster.parting();
    }

    void onGone(Person person) {
        roster.gone(person);
    }

    void onPong(ClockPong pong) {
        long now = nowNs();
        long roundTripNs = Math.max(0, now - pong.getClientTimeMs());
        Tally.record(tally.roundTrip, roundTripNs);
        double offsetMs = pong.getTimeMs() - (now - roundTripNs / 2) / 1e6;
        if (roundTripNs < bestRoundTripNs) {
            bestRoundTripNs = roundTripNs;
            bestOffsetMs = offsetMs;
        }
        Tally.record(tally.clockError, (long) (Math.abs(offsetMs - bestOffsetMs) * MS_NS));
    }

    /**
     * Stages are entered by tasks of their own. A pulse that found out for itself would do for the first time
     * what it never did before, and the virtual machine would throw its compiled code away at the very moment
     * when measuring begins.
     */
    private void enterLater(int stage) {
        loop.schedule(() -> enterStage(stage), timeline.beginMs(stage), TimeUnit.MILLISECONDS);
    }

    private void guardedPulse() {
        try {
            if (!finished.isDone()) {
                pulse();
            }
        } catch (RuntimeException e) {
            finished.completeExceptionally(e);
        }
    }

    private void pulse() {
        nowNs = nowNs();
        long elapsedMs = (nowNs - startNs) / MS_NS;
        tally.presentNs += (nowNs - lastPulseNs) * roster.present();
        lastPulseNs = nowNs;
        if (!over) {
            roster.pulse(nowNs, timeline.peopleAt(stageIndex, elapsedMs), dialler);
            wheel.turn(nowNs, this::onMoveDue);
        }
        if (!over && nowNs >= nextSecondNs) {
            SecondTally second =
                    secondCounter.close(seconds.size() + 1, Math.max(0, stageIndex), roster.present(), watch.latest());
            seconds.add(second);
            newestSecond = second;
            nextSecondNs += SECOND_NS;
        }
    }

    private void enterStage(int index) {
        nowNs = nowNs();
        tally.endNs = nowNs;
        if (index >= scenario.stages().size()) {
            over = true;
            failure = roster.failure(timeline.stage(index - 1).people());
            roster.sendHome(timeline.stage(index - 1).people());
            loop.schedule(() -> finished.complete(null), 2, TimeUnit.SECONDS);
            return;
        }
        stageIndex = index;
        tally = new Tally();
        tally.beginNs = nowNs;
        tallies.add(tally);
        secondCounter.newTally(tally);
        Stage stage = timeline.stage(index);
        if (stage.dropShare() > 0) {
            roster.cut(stage.dropShare(), nowNs);
        }
        if (stage.chatOnce()) {
            roster.everybodySpeaks(nowNs, stage.durationMs());
        }
    }

    private void onMoveDue(Person person) {
        if (!person.isPresent()) {
            person.leaveWheel();
            return;
        }
        person.move(nowNs);
        tally.moves++;
        late(nowNs - person.nextMoveNs);
        countDue(person);
        long intervalNs = SECOND_NS / person.group.walk().moveRate();
        person.nextMoveNs += intervalNs;
        skipMissed(person, intervalNs);
        wheel.add(person);
    }

    /**
     * Moves that are overdue by more than one interval are not sent but counted as late: after a stall a client
     * tells where it is, not where it has been, and a tester that made up for everything would never catch up.
     */
    private void skipMissed(Person person, long intervalNs) {
        while (nowNs - person.nextMoveNs > intervalNs) {
            late(nowNs - person.nextMoveNs);
            person.nextMoveNs += intervalNs;
        }
    }

    private void late(long ns) {
        Tally.record(tally.lateness, ns);
        secondCounter.lateness(ns);
    }

    private void countDue(Person sender) {
        List<Person> probes = roster.probes();
        for (int i = 0; i < probes.size(); i++) {
            Person viewer = probes.get(i);
            Sight sight = viewer.sight;
            if (viewer != sender && viewer.isPresent() && sight != null && sight.isNear(viewer, sender)) {
                tally.nearDue++;
            }
        }
    }

    static int maxProbes() {
        return PROBES;
    }
}
