package org.parvis.server.interest.cells;

import org.jspecify.annotations.Nullable;

/**
 * Which cells some avatars left of late: kept for those only whom somebody must not see, because the departure of such a
 * one must not be told either. Tick thread only.
 */
final class Trails {
    private final @Nullable IntBag[] cells;
    private final @Nullable IntBag[] beats;
    private final IntBag followed = new IntBag(0);

    Trails(int avatars) {
        cells = new IntBag[avatars];
        beats = new IntBag[avatars];
    }

    /** Follows an avatar from now on; false when it is followed already. */
    boolean follow(int avatar) {
        if (!followed.insertSorted(avatar)) {
            return false;
        }
        cells[avatar] = new IntBag(4);
        beats[avatar] = new IntBag(4);
        return true;
    }

    void unfollow(int avatar) {
        followed.removeSorted(avatar);
        cells[avatar] = null;
        beats[avatar] = null;
    }

    void left(int avatar, int cell, int beat) {
        IntBag trail = cells[avatar];
        IntBag when = beats[avatar];
        if (trail != null && when != null) {
            trail.add(cell);
            when.add(beat);
        }
    }

    /** Adds the cells that a followed avatar left of late to a list in rising order. */
    void addTo(int avatar, IntBag rising) {
        IntBag trail = cells[avatar];
        for (int i = 0; trail != null && i < trail.size(); i++) {
            rising.insertSorted(trail.get(i));
        }
    }

    void forgetUpTo(int beat) {
        for (int i = 0; i < followed.size(); i++) {
            IntBag trail = cells[followed.get(i)];
            IntBag when = beats[followed.get(i)];
            if (trail != null && when != null) {
                int old = 0;
                while (old < when.size() && when.get(old) <= beat) {
                    old++;
                }
                trail.dropFirst(old);
                when.dropFirst(old);
            }
        }
    }
}
