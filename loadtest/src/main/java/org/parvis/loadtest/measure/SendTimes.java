package org.parvis.loadtest.measure;

import java.util.Arrays;

/**
 * When each person sent each of their last 256 moves. The yaw of a move is its number modulo 256 and reaches
 * viewers unchanged, so a viewer in the same process knows when the move it sees was due. At ten moves a
 * second a stamp is ambiguous after 25 s, far beyond any age that would count as success.
 *
 * <p>Event loop only.
 */
public final class SendTimes {
    /** Distinct stamps. */
    public static final int STAMPS = 256;

    private static final long NEVER = Long.MIN_VALUE;

    private final long[] dueNs;

    /**
     * @param people how many may send
     */
    public SendTimes(int people) {
        dueNs = new long[people * STAMPS];
        Arrays.fill(dueNs, NEVER);
    }

    /**
     * Notes a move.
     *
     * @param person index of the sender
     * @param stamp its yaw code
     * @param whenDueNs when it should have been sent by the schedule, so that lateness of the tester counts
     *     (coordinated omission), nanoseconds of the run's clock
     */
    public void sent(int person, int stamp, long whenDueNs) {
        dueNs[person * STAMPS + stamp] = whenDueNs;
    }

    /**
     * Age of a move that is seen now.
     *
     * @param person index of the sender
     * @param stamp the yaw code seen
     * @param nowNs nanoseconds of the run's clock
     * @return nanoseconds, or −1 if no such move was sent
     */
    public long ageNs(int person, int stamp, long nowNs) {
        long due = dueNs[person * STAMPS + stamp];
        return due == NEVER ? -1 : Math.max(0, nowNs - due);
    }
}
