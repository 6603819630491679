package org.parvis.server.interest;

/** Who left a cell, and on which beat; in rising order of avatars, as the wire wants them. Tick thread only. */
final class Departures {
    private final IntBag avatars = new IntBag(0);
    private final IntBag beats = new IntBag(0);

    void note(int avatar, int beat) {
        int at = avatars.search(avatar);
        if (at >= 0) {
            beats.set(at, beat);
        } else {
            avatars.insertAt(-at - 1, avatar);
            beats.insertAt(-at - 1, beat);
        }
    }

    /** Forgets those that every window has passed. */
    void forgetUpTo(int beat) {
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

    int size() {
        return avatars.size();
    }

    boolean isEmpty() {
        return avatars.isEmpty();
    }

    int avatar(int index) {
        return avatars.get(index);
    }

    int beat(int index) {
        return beats.get(index);
    }
}
