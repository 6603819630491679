package org.parvis.server.interest.plan;

import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.Cells;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.sight.LayerSet;

/**
 * Those whom everybody sees as if they were near: performers. Their cells are near in every plan. Tick thread only.
 */
public final class Spotlight {
    /** As many may stand in it at once. */
    public static final int MOST = 16;

    private final IntBag avatars = new IntBag(0);
    private IntBag cells = new IntBag(0);
    private IntBag before = new IntBag(0);

    /** Puts somebody into it; false when it is full. */
    public boolean add(int avatar) {
        if (avatars.search(avatar) < 0 && avatars.size() == MOST) {
            return false;
        }
        avatars.insertSorted(avatar);
        return true;
    }

    /** Takes somebody out, if they are in it. */
    public void remove(int avatar) {
        avatars.removeSorted(avatar);
    }

    /** Those in it, rising. */
    public IntBag avatars() {
        return avatars;
    }

    /** Looks where those are whom everybody may see; true when plans must be made anew. */
    public boolean follow(Bodies bodies, Cells in) {
        if (avatars.isEmpty() && cells.isEmpty()) {
            return false;
        }
        IntBag now = before;
        before = cells;
        cells = now;
        cells.clear();
        for (int i = 0; i < avatars.size(); i++) {
            int cell = bodies.cell(avatars.get(i));
            if (cell != Bodies.NOWHERE && in.layer(avatars.get(i)) == LayerSet.COMMON_LAYER) {
                cells.insertSorted(cell);
            }
        }
        return !cells.isSame(before);
    }

    /** Their cells, in rising order. */
    public IntBag cells() {
        return cells;
    }
}
