package org.parvis.loadtest.measure;

import java.util.Arrays;

/**
 * When each person sent each of their last 256 moves. Moves are numbered from 1; the yaw of a move is its number modulo
 * 256 and reaches viewers unchanged, so a viewer in the same process knows which move it sees and when it was due. At
 * ten moves a second a stamp is ambiguous after 25 s, far beyond any age that would count as success.
 *
 * <p>Event loop only.
 */
public final class SendTimes {
    /** Distinct stamps. */
    public static final int STAMPS = 256;

    private static final int STAMP_MASK = STAMPS - 1;

    private final long[] dueNs;
    private final int[] newest;

    /**
     * @param people how many may send
     */
    public SendTimes(int people) {
        dueNs = new long[people * STAMPS];
        newest = new int[people];
        Arrays.fill(dueNs, Long.MIN_VALUE);
    }

    /**
     * Notes a move.
     *
     * @param person index of the sender
     * @param move its number, one more than the last one's
     * @param whenDueNs when it should have been sent by the schedule, so that lateness of the tester counts
     *     (coordinated omission), nanoseconds of the run's clock
     */
    public void sent(int person, int move, long whenDueNs) {
        dueNs[person * STAMPS + (move & STAMP_MASK)] = whenDueNs;
        newest[person] = move;
    }

    /**
     * Number of the newest move of somebody.
     *
     * @param person index of the sender
     * @return 0 if there is none
     */
    public int newest(int person) {
        return newest[person];
    }

    /**
     * Which move a stamp stands for: the newest that has it.
     *
     * @param person index of the sender
     * @param stamp the yaw code seen
     * @return its number, or 0 if no such move was sent
     */
    public int moveOf(int person, int stamp) {
        int last = newest[person];
        return Math.max(0, last - ((last - stamp) & STAMP_MASK));
    }

    /**
     * When a move was due. Of one that is too old to be remembered the time is worked out from the rate of those that
     * are.
     *
     * @param person index of the sender
     * @param move its number, from 1 to the newest
     * @return nanoseconds of the run's clock
     */
    public long dueNs(int person, int move) {
        int oldest = newest[person] - STAMPS + 1;
        if (move >= oldest) {
            return remembered(person, move);
        }
        long spanNs = remembered(person, newest[person]) - remembered(person, oldest);
        return remembered(person, oldest) - spanNs / (STAMPS - 1) * (oldest - move);
    }

    private long remembered(int person, int move) {
        return dueNs[person * STAMPS + (move & STAMP_MASK)];
    }
}
