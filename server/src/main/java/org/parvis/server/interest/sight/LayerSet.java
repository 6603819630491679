package org.parvis.server.interest.sight;

import java.util.Arrays;

/**
 * A set of layers that a viewer reads. A layer is a class of bodies that only some viewers see: hidden staff, a private
 * group, somebody's own copy of the place. Layers have numbers from 0; {@link #COMMON_LAYER} is the one where bodies
 * stand unless told otherwise. Immutable, any thread.
 */
public final class LayerSet {
    /** The layer of everybody whom no rule touches. */
    public static final int COMMON_LAYER = 0;

    /** The common layer alone. */
    public static final LayerSet COMMON = new LayerSet(false, COMMON_LAYER);

    /** Every layer there is or will be; for moderators and recorders. */
    public static final LayerSet ALL = new LayerSet(true);

    private final boolean isAll;
    private final int[] layers;

    private LayerSet(boolean isAll, int... layers) {
        this.isAll = isAll;
        this.layers = layers;
    }

    /**
     * The set of some layers.
     *
     * @param layers numbers of layers, 0 or more, in any order, each as often as one likes
     * @throws IllegalArgumentException when a number is below 0
     */
    public static LayerSet of(int... layers) {
        int[] sorted = Arrays.stream(layers).sorted().distinct().toArray();
        if (sorted.length > 0 && sorted[0] < 0) {
            throw new IllegalArgumentException("Layers have numbers from 0, not " + sorted[0]);
        }
        return sorted.length == 1 && sorted[0] == COMMON_LAYER ? COMMON : new LayerSet(false, sorted);
    }

    /** This set with one more layer. */
    public LayerSet with(int layer) {
        if (contains(layer)) {
            return this;
        }
        int[] more = Arrays.copyOf(layers, layers.length + 1);
        more[layers.length] = layer;
        return of(more);
    }

    /** Whether a layer is in the set. */
    public boolean contains(int layer) {
        return isAll || Arrays.binarySearch(layers, layer) >= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LayerSet that && isAll == that.isAll && Arrays.equals(layers, that.layers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(layers) + (isAll ? 1 : 0);
    }

    @Override
    public String toString() {
        return isAll ? "all layers" : "layers " + Arrays.toString(layers);
    }
}
