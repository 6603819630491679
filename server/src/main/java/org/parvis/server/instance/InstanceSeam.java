package org.parvis.server.instance;

import java.util.Optional;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.CorrectionCause;
import org.parvis.protocol.v1.EmoteKind;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.interest.Audience;
import org.parvis.server.interest.Visibility;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.fanout.MessageClass;
import org.parvis.world.FixtureKind;
import org.parvis.world.Venue;
import org.parvis.world.spatial.FloorPoint;

/** The seam of one instance. Tick thread only, except {@link #execute}. */
final class InstanceSeam implements Seam, Seam.People {
    /** How far from a fixture a place to stand is looked for, metres. */
    private static final double STAND_WITHIN_M = 3;

    private final TickState state;
    private final Motion motion;
    private final FeatureHub features;
    private final Timers timers;
    private final Mailbox mailbox;
    private final RelayTopic relay;

    InstanceSeam(
            TickState state, Motion motion, FeatureHub features, Timers timers, Mailbox mailbox, RelayTopic relay) {
        this.state = state;
        this.motion = motion;
        this.features = features;
        this.timers = timers;
        this.mailbox = mailbox;
        this.relay = relay;
    }

    /** The instance's end of the relay. */
    interface RelayTopic {
        void publish(String topic, byte[] payload);
    }

    @Override
    public Venue venue() {
        return state.venue();
    }

    @Override
    public InstanceConfig config() {
        return state.config();
    }

    @Override
    public People people() {
        return this;
    }

    @Override
    public long timeMs() {
        return state.timeMs();
    }

    @Override
    public void onAction(Action.KindCase kind, ActionHandler handler) {
        features.addAction(kind, handler);
    }

    @Override
    public void onFixture(FixtureKind kind, FixtureHandler handler) {
        features.addFixture(kind, handler);
    }

    @Override
    public void onPresence(PresenceListener listener) {
        features.addPresence(listener);
    }

    @Override
    public void onZone(ZoneListener listener) {
        features.addZone(listener);
    }

    @Override
    public void onStep(StepListener listener) {
        features.addStep(listener);
    }

    @Override
    public void watchSteps(int avatar) {
        motion.watchSteps(avatar);
    }

    @Override
    public void after(long delayMs, Runnable task) {
        timers.add(state.timeMs() + delayMs, task);
    }

    @Override
    public boolean execute(Runnable task) {
        return mailbox.run(task);
    }

    @Override
    public void send(int avatar, ServerMessage message) {
        Person person = state.find(avatar);
        if (person != null) {
            state.send(person, message.toByteString());
        }
    }

    @Override
    public void sendAround(int avatar, double radiusM, ServerMessage message) {
        state.interest().tell(new Audience.Around(avatar, radiusM), message.toByteString(), MessageClass.CHATTER);
    }

    @Override
    public void sendAll(ServerMessage message) {
        state.interest().tell(new Audience.Everybody(), message.toByteString(), MessageClass.ASSURED);
    }

    @Override
    public void sendAllNow(ServerMessage message) {
        state.interest().tell(new Audience.Everybody(), message.toByteString(), MessageClass.MOMENTARY);
    }

    @Override
    public Visibility visibility() {
        return state.interest().visibility();
    }

    @Override
    public void emote(int avatar, EmoteKind kind) {
        if (isHere(avatar)) {
            state.bodies().emote(avatar, kind.getNumber(), state.interest().beat());
            state.interest().changed(avatar);
        }
    }

    @Override
    public EmoteKind emote(int avatar) {
        EmoteKind kind = EmoteKind.forNumber(state.bodies().emote(avatar));
        return kind == null ? EmoteKind.EMOTE_KIND_UNSPECIFIED : kind;
    }

    @Override
    public void place(int avatar, Spot spot, CorrectionCause cause) {
        motion.place(avatar, spot, cause);
    }

    @Override
    public void sit(int avatar, Spot spot) {
        motion.sit(avatar, spot);
    }

    @Override
    public Spot standingNear(Spot spot) {
        Optional<FloorPoint> found = state.map(spot.floor())
                .nearestWalkable(spot.xM(), spot.zM(), MovementWorld.BODY_RADIUS_M, STAND_WITHIN_M);
        return found.map(point -> new Spot(spot.floor(), point.x(), point.z(), spot.yaw()))
                .orElse(spot);
    }

    @Override
    public boolean spotlight(int avatar, boolean isOn) {
        return state.interest().spotlight(avatar, isOn);
    }

    @Override
    public void keepNear(int avatar, int other, boolean isOn) {
        state.interest().keepNear(avatar, other, isOn);
    }

    @Override
    public void publish(String topic, byte[] payload) {
        relay.publish(topic, payload);
    }

    @Override
    public void onRelayed(String topic, RelayListener listener) {
        features.addRelayed(topic, listener);
    }

    @Override
    public boolean isHere(int avatar) {
        return state.find(avatar) != null;
    }

    @Override
    public String name(int avatar) {
        Person person = state.find(avatar);
        return person == null ? "" : person.name();
    }

    @Override
    public String session(int avatar) {
        Person person = state.find(avatar);
        return person == null ? "" : person.sessionId();
    }

    @Override
    public Spot spot(int avatar) {
        Bodies bodies = state.bodies();
        return new Spot(bodies.floor(avatar), bodies.xM(avatar), bodies.zM(avatar), bodies.yaw(avatar));
    }

    @Override
    public int count() {
        return state.population().size();
    }
}
