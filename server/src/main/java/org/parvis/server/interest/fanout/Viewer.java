package org.parvis.server.interest.fanout;

import org.parvis.server.interest.plan.Pace;
import org.parvis.server.interest.plan.Plan;

/**
 * Somebody whose surroundings are sent: to whom, which cells, and how often. What only the tick thread needs to know of
 * them is in the instance's own books.
 *
 * <p>Written by the tick thread; event loops use {@link #plan()}, {@link #pace()} and {@link #askForKeyframes()}.
 */
public final class Viewer {
    /** Value of {@link #avatar()} for those who look without a body. */
    public static final int NO_AVATAR = 0;

    private final int number;
    private final int avatar;
    private final Plan none;
    private Recipient recipient;
    private volatile Plan plan;
    private volatile boolean keyframesWanted;
    private volatile int pace = Pace.EVERY;

    /**
     * Makes one who receives nothing yet.
     *
     * @param number of the viewer in the instance; decides on which ticks slower frames come
     * @param avatar their own body, {@link #NO_AVATAR} without one
     * @param recipient to whom frames and mail go
     * @param none the plan of whoever receives nothing
     */
    public Viewer(int number, int avatar, Recipient recipient, Plan none) {
        this.number = number;
        this.avatar = avatar;
        this.recipient = recipient;
        this.none = none;
        plan = none;
    }

    /** The viewer's number in the instance: the avatar's, above all avatars' for those without. Any thread. */
    public int number() {
        return number;
    }

    /** The viewer's own avatar, {@link #NO_AVATAR} for those who look without a body. Any thread. */
    public int avatar() {
        return avatar;
    }

    /** To whom frames and mail go. Tick thread. */
    public Recipient recipient() {
        return recipient;
    }

    /** Sends to another recipient from now on. Tick thread. */
    public void recipient(Recipient next) {
        recipient = next;
    }

    /** The plan of whoever receives nothing yet. Any thread. */
    public Plan none() {
        return none;
    }

    /** The cells this viewer receives at the moment. Any thread. */
    public Plan plan() {
        return plan;
    }

    /** Receives other cells from now on. Tick thread. */
    public void plan(Plan next) {
        plan = next;
    }

    /** Ticks from frame to frame, see {@link Pace}. Any thread. */
    public int pace() {
        return pace;
    }

    /** Gets a frame every so many ticks from now on. Tick thread. */
    public void pace(int next) {
        pace = next;
    }

    /** Asks that the next tick makes keyframes of the viewer's cells. Any thread. */
    public void askForKeyframes() {
        keyframesWanted = true;
    }

    /** Whether keyframes were asked for since this was called last. Tick thread. */
    public boolean takeKeyframeWish() {
        if (!keyframesWanted) {
            return false;
        }
        keyframesWanted = false;
        return true;
    }
}
