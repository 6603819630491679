package org.parvis.server.interest;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.parvis.server.interest.cells.Cells;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.plan.Plan;
import org.parvis.server.interest.sight.LayerSet;
import org.parvis.server.interest.sight.Sight;

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

    /** From now on this one is to be introduced too. */
    void add(int avatar) {
        BitSet known = unknown;
        if (known == null) {
            known = new BitSet();
            unknown = known;
        }
        known.set(avatar);
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
     * Takes the next: those of a plan, from near to far, then the others. Whom the sight does not see is
     * forgotten: whoever changes the sight says who is seen from then on.
     *
     * @param most how many at most
     * @param plan the viewer's plan
     * @param sight what the viewer may see
     * @param cells who is where
     * @param next to which they are added
     */
    void take(int most, Plan plan, Sight sight, Cells cells, IntBag next) {
        BitSet left = unknown;
        if (left == null) {
            return;
        }
        while (next.size() < most && place < plan.size()) {
            if (takeOf(cells.members(plan.cell(place)), left, most, next, sight)) {
                place++;
            }
        }
        for (int avatar = left.nextSetBit(0); avatar >= 0 && next.size() < most; avatar = left.nextSetBit(avatar)) {
            left.clear(avatar);
            if (sight.sees(avatar, cells.layer(avatar))) {
                next.add(avatar);
            }
        }
        if (left.isEmpty()) {
            unknown = null;
        }
    }

    /** Whether all of a cell of the common layer are taken. */
    private static boolean takeOf(IntBag members, BitSet left, int most, IntBag next, Sight sight) {
        for (int i = 0; i < members.size(); i++) {
            int avatar = members.get(i);
            if (left.get(avatar)) {
                if (next.size() == most) {
                    return false;
                }
                left.clear(avatar);
                if (sight.sees(avatar, LayerSet.COMMON_LAYER)) {
                    next.add(avatar);
                }
            }
        }
        return true;
    }
}
