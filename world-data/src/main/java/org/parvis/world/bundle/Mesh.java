package org.parvis.world.bundle;

/**
 * Triangles to look at: an entry of {@code meshes.json}. Immutable.
 *
 * <p>Corners run counter-clockwise seen from the visible side.
 */
public final class Mesh {
    private final String id;
    private final String kind;
    private final String material;
    private final double[] positions;
    private final int[] indices;

    /**
     * @param id name in the bundle
     * @param kind one of roof, wall, ground, water, road, green, bridge, tree, other
     * @param material see {@link org.parvis.world.Materials}
     * @param positions x, y, z each; copied
     * @param indices three corner numbers a triangle; copied
     */
    public Mesh(String id, String kind, String material, double[] positions, int[] indices) {
        this.id = id;
        this.kind = kind;
        this.material = material;
        this.positions = positions.clone();
        this.indices = indices.clone();
    }

    public String id() {
        return id;
    }

    public String kind() {
        return kind;
    }

    public String material() {
        return material;
    }

    /** A copy of the corners as x, y, z each. */
    public double[] positions() {
        return positions.clone();
    }

    /** A copy of the corner numbers, three a triangle. */
    public int[] indices() {
        return indices.clone();
    }

    public int triangleCount() {
        return indices.length / 3;
    }
}
