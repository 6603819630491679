package org.parvis.server.interest.plan;

import org.jspecify.annotations.Nullable;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.Cells;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.sight.Sight;

/**
 * Whom one viewer sees as if they were near, wherever they are: party and partners in talk. The plan of the viewer's
 * square is widened by their cells. Tick thread only.
 */
public final class AlwaysNear {
    /** As many as count; who is added last displaces the first. */
    public static final int MOST = 8;

    private final IntBag avatars = new IntBag(0);
    private final IntBag cells = new IntBag(0);
    private final IntBag widenedBy = new IntBag(0);
    private @Nullable Plan base;
    private @Nullable Plan widened;

    /** Adds one, as the newest; the oldest of more than {@link #MOST} is dropped. */
    public void add(int avatar) {
        avatars.removeFirst(avatar);
        if (avatars.size() == MOST) {
            avatars.dropFirst(1);
        }
        avatars.add(avatar);
    }

    /** Takes one out, if it is there. */
    public void remove(int avatar) {
        avatars.removeFirst(avatar);
    }

    /** The plan to use instead of a square's; the same one as long as neither changes. */
    public Plan widen(Plan plan, Bodies bodies, Cells in, Sight sight) {
        if (avatars.isEmpty()) {
            return plan;
        }
        cells.clear();
        for (int i = 0; i < avatars.size(); i++) {
            int cell = bodies.cell(avatars.get(i));
            boolean isSeen = cell != Bodies.NOWHERE && sight.sees(avatars.get(i), in.layer(avatars.get(i)));
            if (isSeen && !plan.isNear(cell)) {
                cells.insertSorted(cell);
            }
        }
        if (cells.isEmpty()) {
            return plan;
        }
        Plan known = widened;
        if (known == null || base != plan || !cells.isSame(widenedBy)) {
            known = plan.widened(cells);
            widened = known;
            base = plan;
            widenedBy.copy(cells);
        }
        return known;
    }
}
