package org.parvis.server.instance;

import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.CorrectionCause;
import org.parvis.protocol.v1.EmoteKind;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.interest.Visibility;
import org.parvis.world.Fixture;
import org.parvis.world.FixtureKind;
import org.parvis.world.Venue;
import org.parvis.world.Zone;

/**
 * All that features may do with an instance. Tick thread only, except {@link #execute}.
 *
 * <p>Messages to people are reliable and in order; those who are away get them when they come back,
 * except for {@link #sendAllNow}.
 */
public interface Seam {
    /** The venue; immutable. */
    Venue venue();

    /** How the instance runs. */
    InstanceConfig config();

    /** Who is here and where. */
    People people();

    /** Instance time of this tick, milliseconds since the instance began. */
    long timeMs();

    /** Takes over all actions of a kind; a second handler for a kind is a fault. */
    void onAction(Action.KindCase kind, ActionHandler handler);

    /** Takes over the use of all fixtures of a kind; who uses one is near enough and the verb is one of its verbs. */
    void onFixture(FixtureKind kind, FixtureHandler handler);

    /** Hears of people coming and leaving. */
    void onPresence(PresenceListener listener);

    /** Hears of people walking into zones and out of them. */
    void onZone(ZoneListener listener);

    /** Hears of the first step of those watched, see {@link #watchSteps}. */
    void onStep(StepListener listener);

    /** Has {@link #onStep} listeners told once when the avatar next walks. */
    void watchSteps(int avatar);

    /** Does something at the first tick after a delay. */
    void after(long delayMs, Runnable task);

    /** Does something at a later tick; any thread. False when too much waits. */
    boolean execute(Runnable task);

    /** Tells one person something. */
    void send(int avatar, ServerMessage message);

    /**
     * Tells everybody within a distance on the same floor as the avatar who may see it, itself included. Of what waits
     * for those who are away the oldest is given up first.
     */
    void sendAround(int avatar, double radiusM, ServerMessage message);

    /** Tells everybody. */
    void sendAll(ServerMessage message);

    /** Tells everybody something of the moment: it is not kept for those whose connection is lost. */
    void sendAllNow(ServerMessage message);

    /** The rule of who may see whom: layers for whole classes of bodies, blocks for pairs. */
    Visibility visibility();

    /** Starts an emote; unspecified ends the running one. */
    void emote(int avatar, EmoteKind kind);

    /** The running emote. */
    EmoteKind emote(int avatar);

    /** Puts an avatar elsewhere at once and tells its person why; an avatar that sat stands then. */
    void place(int avatar, Spot spot, CorrectionCause cause);

    /** Sits an avatar down: it stays until it is placed, and a step of its person is told to {@link #onStep}. */
    void sit(int avatar, Spot spot);

    /** The nearest place to a spot where somebody can stand, the spot itself if nothing is near. */
    Spot standingNear(Spot spot);

    /**
     * Has everybody see an avatar as if it were near, however far they are: performers. Ends when the avatar leaves.
     *
     * @return false when sixteen are seen so already
     */
    boolean spotlight(int avatar, boolean isOn);

    /**
     * Has an avatar's person see another one as if it were near: their party, those they talk with. Ends when either
     * leaves; of more than eight the newest count.
     */
    void keepNear(int avatar, int other, boolean isOn);

    /** Tells the other mirrors of this venue something. */
    void publish(String topic, byte[] payload);

    /** Hears what other mirrors publish on a topic. */
    void onRelayed(String topic, RelayListener listener);

    /**
     * A place on a floor.
     *
     * @param floor index of the floor
     * @param xM east of the origin, metres
     * @param zM south of the origin, metres
     * @param yaw direction faced, 0..255
     */
    record Spot(int floor, double xM, double zM, int yaw) {}

    /** Who is here and where. */
    interface People {
        /** Whether an avatar of that number is here. */
        boolean isHere(int avatar);

        /** Display name; empty when not here. */
        String name(int avatar);

        /** Opaque id of the avatar's session; empty when not here. */
        String session(int avatar);

        /** Where the avatar is. */
        Spot spot(int avatar);

        /** How many are here. */
        int count();
    }

    /** Does actions of a kind. */
    @FunctionalInterface
    interface ActionHandler {
        /** Does one and replies. */
        void onAction(ActionCall call);
    }

    /** Does what people want of fixtures. */
    @FunctionalInterface
    interface FixtureHandler {
        /** Does one thing and replies. */
        void onUse(ActionCall call, Fixture fixture, String verb);
    }

    /** Hears of people coming and leaving. */
    interface PresenceListener {
        /** Somebody came. */
        default void onJoined(int avatar) {}

        /** Somebody whose connection was lost is back, or goes on over another one. */
        default void onReturned(int avatar) {}

        /** Somebody leaves; their avatar is still here during the call. */
        default void onLeft(int avatar) {}
    }

    /** Hears of zones. */
    interface ZoneListener {
        /** An avatar came into a zone. */
        void onEntered(int avatar, Zone zone);

        /** An avatar left a zone, or the instance while in it. */
        void onExited(int avatar, Zone zone);
    }

    /** Hears of first steps. */
    @FunctionalInterface
    interface StepListener {
        /** A watched avatar walks; sitting ones are still where they sit. */
        void onStep(int avatar);
    }

    /** Hears of other mirrors. */
    @FunctionalInterface
    interface RelayListener {
        /** Another mirror told something. */
        void onRelayed(byte[] payload);
    }
}
