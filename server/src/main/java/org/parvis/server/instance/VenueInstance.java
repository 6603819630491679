package org.parvis.server.instance;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.close.CloseRules;
import org.parvis.protocol.close.RefusalRules;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.NoticeCode;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.server.interest.Interest;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.CellMap;
import org.parvis.server.interest.fanout.DeliveryCounts;
import org.parvis.server.interest.fanout.Mail;
import org.parvis.server.interest.fanout.Recipient;
import org.parvis.server.interest.fanout.Viewer;
import org.parvis.world.Venue;
import org.parvis.world.bundle.LoadedVenue;
import org.parvis.world.spatial.FloorMap;

/**
 * A running copy of a venue.
 *
 * <p>Here a tick begins and ends: commands, timers, movement, and then {@link org.parvis.server.interest.Interest} tells
 * everybody. Other threads use {@link #mailbox()} and the few methods marked so; the rest belongs to the thread that
 * called {@link #tick} first.
 */
public final class VenueInstance {
    /** Of a tick's period, the part after which no further command is begun: a fourth. */
    private static final int COMMANDS_SHARE = 4;

    private static final int JOINS_PER_S = 320;
    private static final int MAX_WAITING = 2_048;
    private static final int RELAYED_A_TICK = 256;
    private static final long NS_PER_S = 1_000_000_000L;

    private final LoadedVenue loaded;
    private final String id = UUID.randomUUID().toString();
    private final Ownership ownership = new Ownership();
    private final TickState state;
    private final Mailbox mailbox;
    private final FeatureHub features;
    private final Motion motion;
    private final Timers timers = new Timers();
    private final Entrance entrance;
    private final Welcomes welcomes;
    private final InstanceMetrics metrics;
    private final InstanceTime time;
    private final FixtureUse fixtureUse;
    private final Detached detached = new Detached();
    private final ArrayDeque<JoinRequest> waiting = new ArrayDeque<>();
    private final OverloadLadder ladder;
    private final Relay.Inbox relayed;
    private final Runnable leaveRelay;
    private volatile int population;
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
        entrance = new Entrance(state, surroundings.seed());
        time = new InstanceTime(surroundings.clock(), config.tickRateHz());
        welcomes = new Welcomes(loaded, id, state, time);
        Relay relay = surroundings.relay();
        InstanceSeam seam = new InstanceSeam(
                state,
                motion,
                features,
                timers,
                mailbox,
                (topic, payload) -> relay.publish(loaded.venue().id(), id, new Relay.Message(topic, payload)));
        fixtureUse = new FixtureUse(state, features);
        seam.onAction(Action.KindCase.INTERACT, fixtureUse);
        installed.forEach(feature -> feature.install(seam));
        relayed = relay.join(loaded.venue().id(), id);
        leaveRelay = () -> relay.leave(loaded.venue().id(), id);
        metrics.watch(relayed);
    }

    /**
     * What an instance needs of the process it runs in.
     *
     * @param clock time
     * @param metrics where it counts
     * @param relay to other mirrors
     * @param seed of the choices it makes, such as where at a spawn somebody appears
     * @param mirror its number among the instances of its venue that run in this process, from 1
     */
    public record Surroundings(InstanceClock clock, MeterRegistry metrics, Relay relay, long seed, int mirror) {
        /** The surroundings of an only instance. */
        public Surroundings(InstanceClock clock, MeterRegistry metrics, Relay relay, long seed) {
            this(clock, metrics, relay, seed, 1);
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
        ownership.check();
        return state.bodies();
    }

    /** Who is told what; for tests that tick by hand. Tick thread. */
    public Interest interest() {
        ownership.check();
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

    /** How many people are here, those who are away included. Any thread. */
    public int population() {
        return population;
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
        ownership.claim();
        long startNs = time.nanoTime();
        state.begin(tick, startNs);
        obeyAll(startNs);
        hearMirrors();
        admitWaiting();
        timers.run(state.timeMs(), features::guard);
        motion.run();
        detached.overdue(state.nowNs()).forEach(this::remove);
        long dueNs = time.dueNs(tick);
        long lagNs = state.interest().deliveryLagNs();
        state.interest().publish(tick);
        watchLoad(time.nanoTime() - dueNs, lagNs);
        population = state.population().size();
        metrics.ticked(
                time.nanoTime() - startNs, motion.moves(), state.interest().gaps());
    }

    /** Ten thousand who come back at once must not stall the others: what takes too long waits for the next tick. */
    private void obeyAll(long startNs) {
        long enoughNs = NS_PER_S / state.config().tickRateHz() / COMMANDS_SHARE;
        Command command = mailbox.poll();
        while (command != null) {
            Command next = command;
            features.guard(() -> obey(next));
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

    /** Takes it off the relay and the metrics; after its thread has ended. */
    void retire() {
        leaveRelay.run();
        metrics.close();
    }

    private void watchLoad(long tickNs, long lagNs) {
        double periodNs = (double) NS_PER_S / state.config().tickRateHz();
        if (ladder.observe(tickNs / periodNs, lagNs / periodNs)) {
            state.interest().shed(ladder.rung().shedding(state.config().interest()));
            metrics.rung(ladder.rung());
        }
    }

    private void admitWaiting() {
        int atOnce = Math.max(1, JOINS_PER_S / state.config().tickRateHz());
        for (int i = 0; i < atOnce && !waiting.isEmpty(); i++) {
            JoinRequest next = waiting.remove();
            features.guard(() -> onJoin(next));
        }
    }

    private void obey(Command command) {
        if (command instanceof Command.Act act) {
            onAct(act);
        } else if (command instanceof Command.Join join) {
            onArrival(join.request());
        } else if (command instanceof Command.Resume resume) {
            onResume(resume);
        } else if (command instanceof Command.Detach detach) {
            onDetach(detach.avatar(), detach.from());
        } else if (command instanceof Command.Leave leave) {
            onLeave(leave.avatar(), leave.from());
        } else if (command instanceof Command.Away away) {
            onAway(away);
        } else if (command instanceof Command.Run run) {
            run.task().run();
        } else if (command instanceof Command.Drain drain) {
            onDrain(drain.graceMs());
        }
    }

    /** Doors that open must not stall those inside: so many are let in a tick, the others wait. */
    private void onArrival(JoinRequest request) {
        if (ladder.rung() == Rung.NO_JOINS || waiting.size() >= MAX_WAITING) {
            refuse(request, RefusalCode.REFUSAL_CODE_BUSY, "So many are coming in at the moment; please try again.");
        } else {
            waiting.add(request);
        }
    }

    private void onJoin(JoinRequest request) {
        if (draining) {
            refuse(request, RefusalCode.REFUSAL_CODE_DRAINING, "The server is restarting.");
        } else if (state.population().isFull()) {
            refuse(request, RefusalCode.REFUSAL_CODE_VENUE_FULL, "This venue is full at the moment.");
        } else {
            admit(request);
        }
    }

    private void refuse(JoinRequest request, RefusalCode code, String message) {
        state.interest()
                .mail(new Mail.Refused(
                        request.recipient(),
                        code,
                        RefusalRules.refusal(code, message).toByteString()));
        request.callbacks().onEnded();
    }

    private void admit(JoinRequest request) {
        // Before the newcomer is counted among those whom newcomers are brought to.
        Seam.Spot spot = entrance.choose(request);
        int avatar = state.population().takeNumber(state.timeMs());
        Viewer viewer = state.interest().look(avatar, request.recipient());
        Person person = new Person(avatar, request, viewer);
        state.population().add(person);
        motion.enter(avatar, spot);
        if (!request.callbacks().onAdmitted(avatar)) {
            motion.leave(avatar);
            state.population().remove(person, state.timeMs());
            request.callbacks().onEnded();
            return;
        }
        ByteString welcome = welcomes.welcome(person, request.resumeToken(), request.isReturn());
        state.interest().mail(new Mail.Welcome(request.recipient(), viewer, welcome));
        features.joined(avatar);
    }

    private void onResume(Command.Resume resume) {
        Person person = state.find(resume.avatar());
        if (draining || person == null || !person.sessionId().equals(resume.sessionId())) {
            RefusalCode code = draining ? RefusalCode.REFUSAL_CODE_DRAINING : RefusalCode.REFUSAL_CODE_RESUME_EXPIRED;
            String message =
                    draining ? "The server is restarting." : "You were away for too long; please come in anew.";
            ByteString refusal = RefusalRules.refusal(code, message).toByteString();
            state.interest().mail(new Mail.Refused(resume.next(), code, refusal));
            return;
        }
        Recipient before = person.viewer().recipient();
        state.interest().redirect(person.viewer(), resume.next());
        ByteString welcome = welcomes.welcome(person, resume.resumeToken(), true);
        state.interest().mail(new Mail.Welcome(resume.next(), person.viewer(), welcome));
        state.interest().mail(new Mail.Handover(before, resume.next()));
        person.attached();
        detached.remove(person);
        person.saysAway(false);
        showAway(person);
        features.returned(person.avatar());
    }

    private void onDetach(int avatar, Recipient from) {
        Person person = current(avatar, from);
        if (person != null && !person.isDetached()) {
            detached.add(person, state.nowNs());
            showAway(person);
        }
    }

    private void onLeave(int avatar, Recipient from) {
        Person person = current(avatar, from);
        if (person != null) {
            remove(person);
        }
    }

    private void onAway(Command.Away away) {
        Person person = current(away.avatar(), away.from());
        if (person != null) {
            person.saysAway(away.away());
            showAway(person);
        }
    }

    private void showAway(Person person) {
        state.bodies()
                .away(
                        person.avatar(),
                        person.saysAway() || person.isDetached(),
                        state.interest().beat());
        state.interest().changed(person.avatar());
    }

    private void onAct(Command.Act act) {
        Person person = current(act.avatar(), act.from());
        if (person == null) {
            return;
        }
        long actionId = act.action().getId();
        if (isRepetition(person, actionId)) {
            return;
        }
        person.request().callbacks().onActionBegun(actionId);
        ActionCall call = new ActionCall(act.avatar(), act.action(), this::onReply);
        Seam.ActionHandler handler = features.action(act.action().getKindCase());
        if (handler == null) {
            call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "This server does not know that action."));
        } else if (!features.guard(() -> handler.onAction(call)) && !call.isAnswered()) {
            call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "That did not work; the fault is ours."));
        }
    }

    /** Answers what was asked before, so that nothing is done twice. */
    private boolean isRepetition(Person person, long actionId) {
        ReplyMemory replies = person.replies();
        switch (replies.begin(actionId)) {
            case NEW -> {
                return false;
            }
            case REPEATED -> {
                ByteString answer = replies.answer(actionId);
                if (answer != null) {
                    state.send(person, answer);
                }
            }
            case FORGOTTEN ->
                state.send(
                        person,
                        Replies.action(
                                actionId,
                                ActionOutcome.refused(
                                        ActionCode.ACTION_CODE_INVALID,
                                        "This id is not above "
                                                + Long.toUnsignedString(replies.highest())
                                                + ", and what came of it is not remembered; take a higher one.")));
        }
        return true;
    }

    private void onReply(int avatar, long actionId, ActionOutcome outcome) {
        Person person = state.find(avatar);
        if (person != null) {
            ByteString reply = Replies.action(actionId, outcome);
            person.replies().answered(actionId, reply);
            state.send(person, reply);
        }
    }

    /** The person of an avatar, if commands of that connection still count for it. */
    private @Nullable Person current(int avatar, Recipient from) {
        Person person = state.find(avatar);
        return person != null && person.viewer().recipient() == from ? person : null;
    }

    private void remove(Person person) {
        features.left(person.avatar());
        person.request().callbacks().onLeft(state.place(person.avatar()));
        motion.leave(person.avatar());
        state.population().remove(person, state.timeMs());
        detached.remove(person);
        person.request().callbacks().onEnded();
    }

    private void onDrain(long graceMs) {
        ByteString notice = Replies.notice(
                NoticeCode.NOTICE_CODE_DRAINING, "The server will restart in a moment; you will be brought back.");
        forEachPerson(person -> state.send(person, notice));
        timers.add(state.timeMs() + graceMs, () -> {
            ByteString farewell = CloseRules.farewell(
                            CloseReason.CLOSE_REASON_DRAINING,
                            "The server is restarting; please come back in a few seconds.")
                    .toByteString();
            forEachPerson(person -> state.interest()
                    .mail(new Mail.Farewell(person.viewer().recipient(), CloseReason.CLOSE_REASON_DRAINING, farewell)));
        });
    }

    private void forEachPerson(java.util.function.Consumer<Person> task) {
        for (int i = 0; i < state.population().size(); i++) {
            task.accept(state.person(state.population().number(i)));
        }
    }

    InstanceMetrics metrics() {
        return metrics;
    }
}
