package org.parvis.server.instance.load;

/**
 * Decides how much is left out when the server cannot keep up, and when it can again.
 *
 * <p>Two signals, each as a share of the tick's period: how long after it was due the tick was done, and how long the
 * event loops took to write its frames. Smoothed over about half a second, the greater of them counts. Above a
 * rung's {@link Rung#climbAbove()} the ladder is climbed, a rung at a time; below {@link Rung#descendBelow()} it is
 * descended after a while of calm, and each relapse doubles the while. Tick thread only.
 */
public final class OverloadLadder {
    private static final double SMOOTHING = 0.1;
    private static final double FRESH_LOAD = 0.5;
    private static final int MOST_PERIODS = 5;
    private static final int CALM_S = 3;
    private static final int MOST_DOUBLINGS = 2;
    private static final int RELAPSE_WITHIN_S = 10;

    private final int tickRateHz;
    private Rung rung = Rung.NONE;
    private double tickLoad;
    private double deliveryLoad;
    private int sinceChange;
    private int calmFor;
    private int doublings;
    private boolean descendedLast;

    public OverloadLadder(int tickRateHz) {
        this.tickRateHz = tickRateHz;
        sinceChange = tickRateHz;
    }

    public Rung rung() {
        return rung;
    }

    /**
     * Takes the signals of a tick.
     *
     * @param tickShare from when the tick was due to when it was done, in periods
     * @param deliveryShare from when a tick was handed over to when its last frame was written, in periods
     * @return whether the rung changed
     */
    public boolean observe(double tickShare, double deliveryShare) {
        tickLoad += (Math.min(MOST_PERIODS, tickShare) - tickLoad) * SMOOTHING;
        deliveryLoad += (Math.min(MOST_PERIODS, deliveryShare) - deliveryLoad) * SMOOTHING;
        sinceChange++;
        double load = Math.max(tickLoad, deliveryLoad);
        calmFor = load < rung.descendBelow() ? calmFor + 1 : 0;
        if (rung != Rung.NO_JOINS
                && load > rung.at(1).climbAbove()
                && sinceChange >= rung.at(1).afterS() * tickRateHz) {
            if (descendedLast && sinceChange < RELAPSE_WITHIN_S * tickRateHz) {
                doublings = Math.min(MOST_DOUBLINGS, doublings + 1);
            }
            move(1);
            return true;
        }
        if (rung != Rung.NONE && calmFor >= (CALM_S * tickRateHz) << doublings) {
            move(-1);
            return true;
        }
        return false;
    }

    private void move(int by) {
        rung = rung.at(by);
        descendedLast = by < 0;
        sinceChange = 0;
        // What was measured on another rung tells nothing of this one.
        tickLoad = FRESH_LOAD;
        deliveryLoad = FRESH_LOAD;
        calmFor = 0;
        if (rung == Rung.NONE && doublings > 0) {
            doublings--;
        }
    }
}
