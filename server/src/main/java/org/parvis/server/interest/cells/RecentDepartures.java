package org.parvis.server.interest.cells;

/** Who left a cell, and on which beat; in rising order of avatars, as the wire wants them. Tick thread only. */
public final class RecentDepartures {
    private final IntBag avatars = new IntBag(0);
    private final IntBag beats = new IntBag(0);

    public void note(int avatar, int beat) {
        int at = avatars.search(avatar);
        if (at >= 0) {
            beats.set(at, beat);
        } else {
            avatars.insertAt(-at - 1, avatar);
            beats.insertAt(-at - 1, beat);
        }
    }

    /** Forgets those that every window has passed. */
    public void forgetUpTo(int beat) {
        int kept = 0;
        for (int i = 0; i < avatars.size(); i++) {
            if (beats.get(i) > beat) {
                avatars.set(kept, avatars.get(i));
                beats.set(kept, beats.get(i));
                kept++;
            }
        }
        avatars.shrink(kept);
        beats.shrink(kept);
    }

    public int size() {
        return avatars.size();
    }

    public boolean isEmpty() {
        return avatars.isEmpty();
    }

    public int avatar(int index) {
        return avatars.get(index);
    }

    public int beat(int index) {
        return beats.get(index);
    }
}
