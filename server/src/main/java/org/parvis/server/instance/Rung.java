package org.parvis.server.instance;

import org.parvis.server.interest.plan.InterestConfig;
import org.parvis.server.interest.plan.LoadShedding;
import org.parvis.server.interest.plan.Pace;

/** A rung of the overload ladder: each leaves out what its forerunners do, and something more. */
public enum Rung {
    /** Everybody gets everything. */
    NONE(0, 0, 0, 0, Pace.EVERY, 1, 1, false),
    /** Everybody gets a frame every second tick; nothing is left out, but it comes up to a tick later. */
    HALF_RATE(1, 0.7, 0.3, 1, Pace.SECOND, 1, 1, false),
    /** The far ring comes every fourth time. */
    THIN_FAR(2, 0.9, 0.6, 2, Pace.SECOND, 1, LoadShedding.MOST_THIN, false),
    /** The mid ring comes every fourth time. */
    THIN_MID(3, 0.9, 0.6, 2, Pace.SECOND, LoadShedding.MOST_THIN, LoadShedding.MOST_THIN, false),
    /** Names and looks of strangers come slowly. */
    SLOW_INTRODUCTIONS(4, 0.9, 0.6, 2, Pace.SECOND, LoadShedding.MOST_THIN, LoadShedding.MOST_THIN, true),
    /** Everybody gets a frame every fourth tick. */
    QUARTER_RATE(5, 1.0, 0.4, 3, Pace.FOURTH, LoadShedding.MOST_THIN, LoadShedding.MOST_THIN, true),
    /** Nobody is let in. */
    NO_JOINS(6, 1.5, 0.9, 5, Pace.FOURTH, LoadShedding.MOST_THIN, LoadShedding.MOST_THIN, true);

    private static final int SLOW_INTRODUCTIONS_PER_TICK = 8;

    private final int number;
    private final double climbAbove;
    private final double descendBelow;
    private final int afterS;
    private final int pace;
    private final int midThin;
    private final int farThin;
    private final boolean slowIntroductions;

    Rung(
            int number,
            double climbAbove,
            double descendBelow,
            int afterS,
            int pace,
            int midThin,
            int farThin,
            boolean slowIntroductions) {
        this.number = number;
        this.climbAbove = climbAbove;
        this.descendBelow = descendBelow;
        this.afterS = afterS;
        this.pace = pace;
        this.midThin = midThin;
        this.farThin = farThin;
        this.slowIntroductions = slowIntroductions;
    }

    /** Place on the ladder, from 0. */
    int number() {
        return number;
    }

    /** The load from which on it is climbed to, in periods of the tick; the more it takes away, the greater. */
    double climbAbove() {
        return climbAbove;
    }

    /** The load below which it is left again; where leaving it doubles the frames, less than half of what led to it. */
    double descendBelow() {
        return descendBelow;
    }

    /** How long the rung below it must have been tried before, seconds. */
    int afterS() {
        return afterS;
    }

    /** The rung so many above, or below when negative. */
    Rung at(int above) {
        return values()[number + above];
    }

    LoadShedding shedding(InterestConfig config) {
        int introductions = config.introductionsPerTick();
        return new LoadShedding(
                pace,
                midThin,
                farThin,
                slowIntroductions ? Math.min(introductions, SLOW_INTRODUCTIONS_PER_TICK) : introductions);
    }
}
