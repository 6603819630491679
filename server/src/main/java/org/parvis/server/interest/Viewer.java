package org.parvis.server.interest;

/**
 * Somebody who looks: the avatar whose surroundings are sent, to whom, and what they have been told so far.
 *
 * <p>Tick thread only, except {@link #plan()}, {@link #pace()} and {@link #askForKeyframes()}, which event loops use.
 */
public final class Viewer {
    static final int NO_SQUARE = -1;

    private final int avatar;
    private final Plan none;
    private Recipient recipient;
    private volatile Plan plan;
    private volatile boolean keyframesWanted;
    private volatile int pace = Pace.EVERY;
    private int square = NO_SQUARE;
    private int introducedBeat;
    private final Companions companions = new Companions();
    private final Strangers strangers = new Strangers();

    Viewer(int avatar, Recipient recipient, Plan none) {
        this.avatar = avatar;
        this.recipient = recipient;
        this.none = none;
        plan = none;
    }

    /** The viewer's own avatar. Any thread. */
    public int avatar() {
        return avatar;
    }

    /** To whom frames and mail go. */
    public Recipient recipient() {
        return recipient;
    }

    /** The plan of whoever receives nothing yet. Any thread. */
    Plan none() {
        return none;
    }

    /** The cells this viewer receives at the moment. Any thread. */
    Plan plan() {
        return plan;
    }

    /** Ticks from frame to frame, see {@link Pace}. Any thread. */
    int pace() {
        return pace;
    }

    void pace(int newPace) {
        pace = newPace;
    }

    /** Asks that the next tick makes keyframes of the viewer's cells. Any thread. */
    void askForKeyframes() {
        keyframesWanted = true;
    }

    boolean takeKeyframeWish() {
        if (!keyframesWanted) {
            return false;
        }
        keyframesWanted = false;
        return true;
    }

    int square() {
        return square;
    }

    void plan(int newSquare, Plan newPlan) {
        square = newSquare;
        plan = newPlan;
    }

    void recipient(Recipient next) {
        recipient = next;
    }

    /** The beat up to which newcomers have been introduced. */
    int introducedBeat() {
        return introducedBeat;
    }

    void introduced(int beat) {
        introducedBeat = beat;
    }

    /** Whom this viewer sees as if they were near. */
    Companions companions() {
        return companions;
    }

    /** Those who were there before this viewer and wait to be introduced. */
    Strangers strangers() {
        return strangers;
    }
}
