package org.parvis.loadtest.crowd;

import java.util.Arrays;
import org.parvis.loadtest.measure.SendTimes;

/**
 * What one viewer knows of everybody of this tester, and how old that is at any moment: the age of information over
 * time. A stalled server swallows moves: of forty that somebody made meanwhile, viewers are told the last, and that one
 * is fresh. Ages taken when moves arrive therefore say nothing of the stall, however long it was.
 *
 * <p>At a moment, what a viewer knows of a person is as old as the oldest move that it lacks; if it lacks none, or only
 * one that is not yet later than the last was, it is as old as the last one was when it came. So a viewer that is told
 * of everything has the age that news have on arrival, and in a stall the age grows by a second each second.
 *
 * <p>Only pairs within the near ring count, since only of those is a viewer to be told at once, and a move counts from
 * when the pair came near, since before that the viewer was rightly told late. Who has sent nothing for a while has
 * nothing that could be known, and does not count.
 *
 * <p>Event loop only.
 */
final class KnownMoves {
    /** What {@link #ageNs} says of a person of whom there is nothing to know. */
    static final long NOTHING_NEW = -1;

    /** The slowest send a move each second; who has sent none for longer than that is silent. */
    private static final long SILENT_NS = 1_500_000_000L;

    private static final long NOT_NEAR = Long.MIN_VALUE;
    private static final long LONGEST_NS = Integer.MAX_VALUE * 1000L;

    private int[] newestKnown = new int[0];
    private int[] cameAfterUs = new int[0];
    private long[] nearSinceNs = new long[0];

    /** The viewer begins anew and knows nothing of anybody. */
    void forget() {
        Arrays.fill(newestKnown, 0);
        Arrays.fill(cameAfterUs, 0);
        Arrays.fill(nearSinceNs, NOT_NEAR);
    }

    /**
     * The viewer is told of a move.
     *
     * @param person who made it
     * @param move its number, above 0
     * @return number of the newest move that was known before, 0 for none
     */
    int learn(int person, int move) {
        makeRoom(person);
        int before = newestKnown[person];
        if (move > before) {
            newestKnown[person] = move;
            cameAfterUs[person] = 0;
        }
        return before;
    }

    /** How old the move was that was just learnt, when that tells how late the viewer is. */
    void cameAfter(int person, long ageNs) {
        cameAfterUs[person] = (int) (Math.min(LONGEST_NS, ageNs) / 1000);
    }

    /**
     * The person is near at this moment.
     *
     * @return false when it was not at the last moment, and so does not count yet
     */
    boolean stayedNear(int person, long nowNs) {
        makeRoom(person);
        if (nearSinceNs[person] == NOT_NEAR) {
            nearSinceNs[person] = nowNs;
            return false;
        }
        return true;
    }

    /** The person is not near, or not there, at this moment. */
    void isAway(int person) {
        if (person < nearSinceNs.length) {
            nearSinceNs[person] = NOT_NEAR;
        }
    }

    /**
     * How old what the viewer knows of a near person is.
     *
     * @param person who has been near since an earlier moment
     * @param sendTimes when everybody sent what
     * @param nowNs the moment
     * @return nanoseconds, or {@link #NOTHING_NEW}
     */
    long ageNs(int person, SendTimes sendTimes, long nowNs) {
        int newest = sendTimes.newest(person);
        int known = newestKnown[person];
        if (newest == 0) {
            return NOTHING_NEW;
        }
        if (newest <= known) {
            return nowNs - sendTimes.dueNs(person, newest) > SILENT_NS ? NOTHING_NEW : cameAfterUs[person] * 1000L;
        }
        long nearNs = nearSinceNs[person];
        long missingSinceNs = known == 0 ? nearNs : Math.max(nearNs, sendTimes.dueNs(person, known + 1));
        return Math.max(cameAfterUs[person] * 1000L, nowNs - missingSinceNs);
    }

    private void makeRoom(int person) {
        int old = newestKnown.length;
        if (person >= old) {
            int size = Math.max(person + 1, old * 2);
            newestKnown = Arrays.copyOf(newestKnown, size);
            cameAfterUs = Arrays.copyOf(cameAfterUs, size);
            nearSinceNs = Arrays.copyOf(nearSinceNs, size);
            Arrays.fill(nearSinceNs, old, size, NOT_NEAR);
        }
    }
}
