package org.parvis.server.instance;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.parvis.protocol.close.CloseRules;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.NoticeCode;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.instance.feature.FeatureHub;
import org.parvis.server.instance.feature.Time;
import org.parvis.server.instance.load.OverloadLadder;
import org.parvis.server.instance.load.Rung;
import org.parvis.server.instance.motion.Barriers;
import org.parvis.server.instance.motion.Fixtures;
import org.parvis.server.instance.motion.Motion;
import org.parvis.server.instance.people.Population;
import org.parvis.server.instance.people.SessionVisitor;
import org.parvis.server.instance.tick.InstanceClock;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.instance.tick.InstanceTime;
import org.parvis.server.instance.tick.TickState;
import org.parvis.server.instance.tick.Timers;
import org.parvis.server.interest.Interest;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.CellMap;
import org.parvis.server.interest.fanout.DeliveryCounts;
import org.parvis.server.interest.fanout.Mail;
import org.parvis.server.interest.fanout.Recipient;
import org.parvis.world.Venue;
import org.parvis.world.bundle.LoadedVenue;
import org.parvis.world.spatial.FloorMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running copy of a venue.
 *
 * <p>Here a tick begins and ends: commands, timers, movement, and then {@link org.parvis.server.interest.Interest} tells
 * everybody. Other threads use {@link #mailbox()} and the few methods marked so; the rest belongs to the thread that
 * called {@link #tick} first.
 */
public final class VenueInstance {
    private static final Logger LOG = LoggerFactory.getLogger(VenueInstance.class);

    /** Of a tick's period, the part after which no further command is begun: a fourth. */
    private static final int COMMANDS_SHARE = 4;

    private static final int RELAYED_A_TICK = 256;
    private static final long NS_PER_S = 1_000_000_000L;

    private final LoadedVenue loaded;
    private final String id = UUID.randomUUID().toString();
    private final TickState state;
    private final Mailbox mailbox;
    private final FeatureHub features;
    private final Motion motion;
    private final Timers timers = new Timers(Time.MAX_TIMERS);
    /** What the instance itself does later; features cannot use it up. */
    private final Timers ownTimers = new Timers(16);

    private final InstanceMetrics metrics;
    private final InstanceTime time;
    private final Completions completions;
    private final AdmissionQueue admission;
    private final Attendance attendance;
    private final Actions actions;
    private final OverloadLadder ladder;
    private final Relay.Inbox relayed;
    private final Runnable letGo;
    private volatile int population;
    private volatile int spectating;
    private volatile boolean draining;

    /**
     * Makes an instance that nobody ticks yet.
     *
     * @param loaded the venue
     * @param config how it runs
     * @param installed features, in the order in which they hear of things
     * @param surroundings what it needs of the process
     */
    public VenueInstance(
            LoadedVenue loaded, InstanceConfig config, List<Feature> installed, Surroundings surroundings) {
        this.loaded = loaded;
        state = new TickState(loaded.venue(), config, surroundings.clock()::nanoTime);
        mailbox = new Mailbox(Population.arraySize(config.capacity()), config.mailboxSize());
        metrics = new InstanceMetrics(surroundings.metrics(), loaded.venue().id(), surroundings.mirror(), this);
        ladder = new OverloadLadder(config.tickRateHz());
        features = new FeatureHub(metrics::featureFailed);
        motion = new Motion(state, mailbox.moves(), features);
        time = new InstanceTime(surroundings.clock(), config.tickRateHz());
        completions = new Completions(state, mailbox, features, surroundings.failures());
        admission = new AdmissionQueue(state, features);
        Relay relay = surroundings.relay();
        String venueId = loaded.venue().id();
        SeamMessages messages = new SeamMessages(
                state,
                motion,
                features,
                (topic, payload) -> relay.publish(venueId, id, new Relay.Message(topic, payload)));
        Fixtures fixtures = new Fixtures(state, motion);
        Barriers barriers = new Barriers(state, motion);
        Entrance entrance = new Entrance(state, surroundings.seed());
        Spectators spectators = new Spectators(state, entrance);
        attendance = new Attendance(
                state,
                motion,
                features,
                new Attendance.Arrivals(entrance, spectators),
                new Welcomes(loaded, id, state, time),
                new Attendance.Standing(messages, barriers, fixtures));
        actions = new Actions(state, attendance, features);
        features.addAction(Action.KindCase.SPECTATE, spectators);
        features.addAction(Action.KindCase.INTERACT, new FixtureUse(fixtures, features));
        InstanceSeam seam = new InstanceSeam(
                state,
                features,
                new InstanceSeam.Parts(
                        new SeamPeople(state, motion, features),
                        new SeamPlaces(state, motion, features, fixtures, barriers),
                        messages,
                        new SeamTime(state, time, timers),
                        completions));
        installed.forEach(feature -> feature.install(seam));
        relayed = relay.join(venueId, id);
        letGo = () -> {
            relay.leave(venueId, id);
            installed.forEach(feature -> feature.uninstall(seam));
        };
        metrics.watch(relayed);
    }

    /**
     * What an instance needs of the process it runs in.
     *
     * @param clock time
     * @param metrics where it counts
     * @param relay to other mirrors
     * @param failures words a failure of something outside of the tick, such as the database, for the person who acted
     * @param seed of the choices it makes, such as where at a spawn somebody appears
     * @param mirror its number among the instances of its venue that run in this process, from 1
     */
    public record Surroundings(
            InstanceClock clock,
            MeterRegistry metrics,
            Relay relay,
            Function<Throwable, ActionOutcome> failures,
            long seed,
            int mirror) {
        /** The surroundings of an only instance, in which every failure is a fault of the server. */
        public Surroundings(InstanceClock clock, MeterRegistry metrics, Relay relay, long seed) {
            this(clock, metrics, relay, failure -> ActionOutcome.internal(), seed, 1);
        }
    }

    /** Opaque id of the instance. Any thread. */
    public String id() {
        return id;
    }

    /** The venue. Any thread. */
    public Venue venue() {
        return loaded.venue();
    }

    /** The venue with its bundle. Any thread. */
    public LoadedVenue loaded() {
        return loaded;
    }

    /** Where one can stand and walk on a floor of the venue; immutable. Any thread. */
    public FloorMap floorMap(int floor) {
        return state.map(floor);
    }

    /** How it runs. Any thread. */
    public InstanceConfig config() {
        return state.config();
    }

    /** How other threads reach it. Any thread. */
    public Mailbox mailbox() {
        return mailbox;
    }

    /** Numbering of its cells. Any thread. */
    public CellMap cells() {
        return state.cells();
    }

    /** What there is to see of the avatars; for tests that tick by hand. Tick thread. */
    public Bodies bodies() {
        state.ownership().check();
        return state.bodies();
    }

    /** Who is told what; for tests that tick by hand. Tick thread. */
    public Interest interest() {
        state.ownership().check();
        return state.interest();
    }

    /** What waits for event loops and what was given up. Any thread. */
    DeliveryCounts deliveryCounts() {
        return state.interest().deliveryCounts();
    }

    /** Its time. Any thread. */
    public InstanceTime time() {
        return time;
    }

    /** How many people are here with a body, those who are away included. Any thread. */
    public int population() {
        return population;
    }

    /** How many look on without a body. Any thread. */
    public int spectators() {
        return spectating;
    }

    /** Whether it ends and takes nobody in. Any thread. */
    public boolean isDraining() {
        return draining;
    }

    /**
     * Takes nobody in any more, tells everybody, and after a grace time ends all connections. Any thread.
     *
     * @param graceMs how long people may finish what they do
     */
    public void beginDrain(long graceMs) {
        draining = true;
        mailbox.drain(graceMs);
    }

    /**
     * Does one tick.
     *
     * @param tick its number, greater than that of the tick before
     */
    public void tick(int tick) {
        state.ownership().claim();
        long startNs = time.nanoTime();
        state.begin(tick, startNs);
        obeyAll(startNs);
        admission.run(draining, attendance::admit);
        completions.endOverdue();
        ownTimers.run(state.timeMs(), Runnable::run);
        hearMirrors();
        timers.run(state.timeMs(), task -> features.guard("doing what a timer was set for", task));
        motion.run();
        attendance.removeOverdue();
        long dueNs = time.dueNs(tick);
        long lagNs = state.interest().deliveryLagNs();
        state.interest().publish(tick);
        watchLoad(time.nanoTime() - dueNs, lagNs);
        population = state.population().size();
        spectating = state.population().spectators().size();
        metrics.ticked(
                time.nanoTime() - startNs, motion.moves(), state.interest().gaps());
    }

    /** Ends the ownership of the tick thread, which calls this last. */
    void release() {
        state.ownership().release();
    }

    /** Ten thousand who come back at once must not stall the others: what takes too long waits for the next tick. */
    private void obeyAll(long startNs) {
        long enoughNs = NS_PER_S / state.config().tickRateHz() / COMMANDS_SHARE;
        Command command = mailbox.poll();
        while (command != null) {
            Command next = command;
            guard(() -> obey(next));
            command = time.nanoTime() - startNs < enoughNs ? mailbox.poll() : null;
        }
    }

    /** What does not fit into a tick waits for the next. */
    private void hearMirrors() {
        for (int i = 0; i < RELAYED_A_TICK; i++) {
            Relay.Message next = relayed.poll();
            if (next == null) {
                return;
            }
            features.relayed(next.topic(), next.payload());
        }
    }

    /** Takes it off the relay, the features and the metrics; after its thread has ended. */
    void retire() {
        letGo.run();
        metrics.close();
    }

    private void watchLoad(long tickNs, long lagNs) {
        double periodNs = (double) NS_PER_S / state.config().tickRateHz();
        if (ladder.observe(tickNs / periodNs, lagNs / periodNs)) {
            state.interest().shed(ladder.rung().shedding(state.config().interest()));
            metrics.rung(ladder.rung());
        }
    }

    /** Commands are the instance's own; what features do in them is guarded apart. */
    private void guard(Runnable command) {
        try {
            command.run();
        } catch (RuntimeException e) {
            LOG.error("A command failed; the instance goes on", e);
        }
    }

    private void obey(Command command) {
        if (command instanceof Command.Act act) {
            actions.onAct(act);
        } else if (command instanceof Command.Join join) {
            admission.arrive(join.request(), ladder.rung() == Rung.NO_JOINS);
        } else if (command instanceof Command.Resume resume) {
            attendance.onResume(resume, draining);
        } else if (command instanceof Command.Detach detach) {
            attendance.onDetach(detach.avatar(), detach.from());
        } else if (command instanceof Command.Leave leave) {
            attendance.onLeave(leave.avatar(), leave.from());
        } else if (command instanceof Command.Away away) {
            attendance.onAway(away);
        } else if (command instanceof Command.Run run) {
            features.guard("running a task on the tick", run.task());
        } else if (command instanceof Command.Drain drain) {
            onDrain(drain.graceMs());
        }
    }

    private void onDrain(long graceMs) {
        ByteString notice = Replies.notice(
                NoticeCode.NOTICE_CODE_DRAINING, "The server will restart in a moment; you will be brought back.");
        state.sendAll(notice, true);
        ownTimers.add(state.timeMs() + graceMs, this::sayFarewell);
    }

    private void sayFarewell() {
        ByteString farewell = CloseRules.farewell(
                        CloseReason.CLOSE_REASON_DRAINING,
                        "The server is restarting; please come back in a few seconds.")
                .toByteString();
        Population people = state.population();
        for (int i = 0; i < people.size(); i++) {
            SessionVisitor visitor = people.visitor(people.number(i));
            if (visitor != null) {
                sayFarewell(visitor, farewell);
            }
        }
        people.spectators().forEach(visitor -> sayFarewell(visitor, farewell));
    }

    private void sayFarewell(SessionVisitor visitor, ByteString farewell) {
        Recipient to = visitor.viewer().recipient();
        state.interest().mail(new Mail.Farewell(to, CloseReason.CLOSE_REASON_DRAINING, farewell));
    }

    /** How many want in. Any thread. */
    int wantIn() {
        return admission.size();
    }

    /** How many timers of features wait. Any thread. */
    int timersWaiting() {
        return timers.waiting();
    }

    /** How much work of features is under way outside of the tick. Any thread. */
    int underWay() {
        return completions.underWay();
    }

    InstanceMetrics metrics() {
        return metrics;
    }
}
