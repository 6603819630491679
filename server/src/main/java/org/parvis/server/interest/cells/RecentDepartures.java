package org.parvis.server.interest.cells;

/** Who left a cell, and on which beat; in rising order of avatars, as the wire wants them. Tick thread only. */
public final class RecentDepartures {
    private final IntBag avatars = new IntBag(0);
    private final IntBag beats = new IntBag(0);

    /** Notes that somebody left; their earlier departure is forgotten. */
    public void note(int avatar, int beat) {
        int at = avatars.search(avatar);
        if (at >= 0) {
            beats.set(at, beat);
        } else {
            avatars.insertAt(-at - 1, avatar);
            beats.insertAt(-at - 1, beat);
        }
    }

    /** Takes over the departures of other lists besides its own; of two of one avatar the later. */
    public void add(RecentDepartures other) {
        for (int i = 0; i < other.size(); i++) {
            int known = find(other.avatar(i));
            if (known < 0 || beat(known) < other.beat(i)) {
                note(other.avatar(i), other.beat(i));
            }
        }
    }

    /** Forgets all. */
    public void clear() {
        avatars.clear();
        beats.clear();
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

    /** Index of an avatar's departure, below 0 when it has not left of late. */
    public int find(int avatar) {
        return avatars.search(avatar);
    }

    /** How many have left. */
    public int size() {
        return avatars.size();
    }

    /** Whether nobody has left of late. */
    public boolean isEmpty() {
        return avatars.isEmpty();
    }

    /** Who left, by index below {@link #size}, rising. */
    public int avatar(int index) {
        return avatars.get(index);
    }

    /** The beat of the departure at an index. */
    public int beat(int index) {
        return beats.get(index);
    }
}
