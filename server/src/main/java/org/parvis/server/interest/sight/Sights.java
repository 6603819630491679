package org.parvis.server.interest.sight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parvis.server.interest.cells.IntBag;

/**
 * The sights in use besides {@link Sight#COMMON}, each once however many viewers share it, with the cells of which a
 * keyframe is wanted for it. Tick thread only.
 */
public final class Sights {
    private final Map<Key, Entry> known = new HashMap<>();
    private final List<@Nullable Entry> bySlot = new ArrayList<>();
    private final IntBag used = new IntBag(0);

    private record Key(LayerSet layers, List<Integer> hidden) {}

    private static final class Entry {
        private final Key key;
        private final Sight sight;
        private final IntBag wished = new IntBag(16);
        private int viewers;

        Entry(Key key, Sight sight) {
            this.key = key;
            this.sight = sight;
        }
    }

    /**
     * The sight of a viewer; to be released once for each time it was acquired.
     *
     * @param layers that are read
     * @param hidden avatars that must not be seen, rising
     */
    public Sight acquire(LayerSet layers, int... hidden) {
        if (hidden.length == 0 && layers.equals(LayerSet.COMMON)) {
            return Sight.COMMON;
        }
        Key key = new Key(layers, Arrays.stream(hidden).boxed().toList());
        Entry entry = known.computeIfAbsent(key, k -> add(k, hidden));
        entry.viewers++;
        return entry.sight;
    }

    private Entry add(Key key, int[] hidden) {
        int slot = bySlot.indexOf(null);
        if (slot < 0) {
            slot = bySlot.size();
            bySlot.add(null);
        }
        Entry entry = new Entry(key, new Sight(slot, key.layers(), hidden.clone()));
        bySlot.set(slot, entry);
        used.insertSorted(slot);
        return entry;
    }

    /** A viewer has this sight no longer. */
    public void release(Sight sight) {
        if (sight == Sight.COMMON) {
            return;
        }
        Entry entry = entry(sight.slot());
        if (--entry.viewers == 0) {
            known.remove(entry.key);
            bySlot.set(sight.slot(), null);
            used.removeSorted(sight.slot());
        }
    }

    /** How many sights are in use. */
    public int size() {
        return used.size();
    }

    /** One of the sights in use, by index below {@link #size}. */
    public Sight get(int index) {
        return entry(used.get(index)).sight;
    }

    /** Has a keyframe of a cell made for a sight at the end of this tick. */
    public void wishKeyframe(Sight sight, int cell) {
        entry(sight.slot()).wished.insertSorted(cell);
    }

    /** Cells of which a keyframe is wanted for a sight, rising; whoever has made them clears it. */
    public IntBag wished(Sight sight) {
        return entry(sight.slot()).wished;
    }

    /** Forgets all wishes; those who wished will wish again. */
    public void dropWishes() {
        for (int i = 0; i < used.size(); i++) {
            entry(used.get(i)).wished.clear();
        }
    }

    private Entry entry(int slot) {
        Entry entry = bySlot.get(slot);
        if (entry == null) {
            throw new IllegalStateException("No sight in use has slot " + slot);
        }
        return entry;
    }
}
