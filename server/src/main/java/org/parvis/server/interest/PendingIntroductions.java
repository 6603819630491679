package org.parvis.server.interest;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.parvis.server.interest.cells.Cells;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.plan.Plan;

/**
 * Those whom a viewer has yet to be told about: whoever was there before it came, or came back.
 *
 * <p>A bit for each number, so that ten thousand who come back at once, each a stranger to all others, cost a copy of
 * some hundred words each. In which order they are told is found out when it is told. Tick thread only.
 */
final class PendingIntroductions {
    private @Nullable BitSet unknown;
    private int place;

    /** From now on all of these are strangers, and nobody else. */
    void are(BitSet everybody) {
        unknown = (BitSet) everybody.clone();
        place = 0;
    }

    boolean isEmpty() {
        return unknown == null;
    }

    /** The viewer looks elsewhere: those of its new plan come first. */
    void nearAnew() {
        place = 0;
    }

    /**
     * Takes the next: those of a plan, from near to far, then the others.
     *
     * @param most how many at most
     * @param plan the viewer's plan
     * @param cells who is where
     * @param next to which they are added
     */
    void take(int most, Plan plan, Cells cells, IntBag next) {
        BitSet left = unknown;
        if (left == null) {
            return;
        }
        while (next.size() < most && place < plan.size()) {
            if (takeOf(cells.members(plan.cell(place)), left, most, next)) {
                place++;
            }
        }
        for (int avatar = left.nextSetBit(0); avatar >= 0 && next.size() < most; avatar = left.nextSetBit(avatar)) {
            left.clear(avatar);
            next.add(avatar);
        }
        if (left.isEmpty()) {
            unknown = null;
        }
    }

    /** Whether all of the cell are taken. */
    private static boolean takeOf(IntBag members, BitSet left, int most, IntBag next) {
        for (int i = 0; i < members.size(); i++) {
            if (left.get(members.get(i))) {
                if (next.size() == most) {
                    return false;
                }
                left.clear(members.get(i));
                next.add(members.get(i));
            }
        }
        return true;
    }
}
