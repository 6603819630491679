package org.parvis.server.interest.sight;

import java.util.Arrays;

/**
 * What a viewer may see: the layers it reads, without the avatars that it must not see. Viewers with the same layers and
 * the same exceptions share one, and with it the bytes that are encoded for it. Immutable, any thread.
 */
public final class Sight {
    /** The common layer without exceptions: what everybody sees whom no rule touches. */
    public static final Sight COMMON = new Sight(0, LayerSet.COMMON, new int[0]);

    private final int slot;
    private final LayerSet layers;
    private final int[] hidden;
    private final boolean readsCommon;

    /**
     * Makes one; {@link Sights} does so.
     *
     * @param slot place in tables of the sights in use
     * @param layers that are read
     * @param hidden avatars that must not be seen, rising
     */
    Sight(int slot, LayerSet layers, int[] hidden) {
        this.slot = slot;
        this.layers = layers;
        this.hidden = hidden;
        readsCommon = layers.contains(LayerSet.COMMON_LAYER);
    }

    /** Place in tables of the sights in use; given again to another one later, so compare the sight as well. */
    public int slot() {
        return slot;
    }

    /** The layers that are read. */
    public LayerSet layers() {
        return layers;
    }

    /** Whether the common layer is read: then cells that no rule touches are the same as everybody's. */
    public boolean readsCommon() {
        return readsCommon;
    }

    /** How many avatars must not be seen. */
    public int hiddenCount() {
        return hidden.length;
    }

    /** One of the avatars that must not be seen, by index below {@link #hiddenCount}, rising. */
    public int hidden(int index) {
        return hidden[index];
    }

    /** Whether an avatar must not be seen, whatever its layer. */
    public boolean hides(int avatar) {
        return hidden.length > 0 && Arrays.binarySearch(hidden, avatar) >= 0;
    }

    /** The rule: whether an avatar that stands in a layer may be seen. */
    public boolean sees(int avatar, int layer) {
        return layers.contains(layer) && !hides(avatar);
    }

    int[] hiddenAvatars() {
        return hidden;
    }

    @Override
    public String toString() {
        return layers + " without avatars " + Arrays.toString(hidden);
    }
}
