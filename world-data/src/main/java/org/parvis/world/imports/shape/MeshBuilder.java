package org.parvis.world.imports.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.triangulate.polygon.PolygonTriangulator;
import org.parvis.world.bundle.Mesh;

/** Gathers faces as triangles. */
public final class MeshBuilder {
    private final String id;
    private final String kind;
    private final String material;
    private final double laidAtM;
    private final List<Double> positions = new ArrayList<>();
    private final List<Integer> indices = new ArrayList<>();

    /** For faces that keep their heights. */
    public MeshBuilder(String id, String kind, String material) {
        this(id, kind, material, Double.NaN);
    }

    private MeshBuilder(String id, String kind, String material, double laidAtM) {
        this.id = id;
        this.kind = kind;
        this.material = material;
        this.laidAtM = laidAtM;
    }

    /** For coverings of the ground: all heights become {@code laidAtM}, and all triangles look up. */
    public static MeshBuilder laidAt(String id, String kind, String material, double laidAtM) {
        return new MeshBuilder(id, kind, material, laidAtM);
    }

    /**
     * Adds a face.
     *
     * @param face rings of corners (x east, y south, z up), the outer one first
     * @param groundM height that becomes 0
     */
    public void add(Coordinate[][] face, double groundM) {
        double[] normal = Faces.normal(face[0]);
        if (!Double.isNaN(laidAtM)) {
            Geometry flat = Faces.seenFromAbove(face);
            for (Coordinate[] triangle : triangles(flat)) {
                for (Coordinate corner : triangle) {
                    corner.setZ(laidAtM);
                }
                addTriangle(triangle, new double[] {0, 0, 1});
            }
            return;
        }
        if (face.length == 1 && face[0].length == 3) {
            addTriangle(
                    new Coordinate[] {
                        raised(face[0][0], groundM), raised(face[0][1], groundM), raised(face[0][2], groundM)
                    },
                    normal);
            return;
        }
        addPolygon(face, groundM, normal);
    }

    /** Cuts a face into triangles on the axis plane it is most parallel to, and lifts them back into its own plane. */
    private void addPolygon(Coordinate[][] face, double groundM, double[] normal) {
        int drop = 0;
        for (int axis = 1; axis < 3; axis++) {
            if (Math.abs(normal[axis]) > Math.abs(normal[drop])) {
                drop = axis;
            }
        }
        if (normal[drop] == 0) {
            return;
        }
        int across = drop == 0 ? 1 : 0;
        int along = drop == 2 ? 1 : 2;
        Coordinate on = face[0][0];
        for (Coordinate[] triangle : triangles(Faces.polygon(face, across, along))) {
            Coordinate[] lifted = new Coordinate[3];
            for (int i = 0; i < 3; i++) {
                double da = triangle[i].x - on.getOrdinate(across);
                double db = triangle[i].y - on.getOrdinate(along);
                double[] at = new double[3];
                at[across] = triangle[i].x;
                at[along] = triangle[i].y;
                at[drop] = on.getOrdinate(drop) - (normal[across] * da + normal[along] * db) / normal[drop];
                lifted[i] = new Coordinate(at[0], at[1], at[2] - groundM);
            }
            addTriangle(lifted, normal);
        }
    }

    private static Coordinate raised(Coordinate corner, double groundM) {
        return new Coordinate(corner.x, corner.y, corner.getZ() - groundM);
    }

    private static List<Coordinate[]> triangles(Geometry flat) {
        List<Coordinate[]> triangles = new ArrayList<>();
        for (org.locationtech.jts.geom.Polygon part : Footprints.polygons(flat)) {
            Geometry cut = PolygonTriangulator.triangulate(part);
            for (int i = 0; i < cut.getNumGeometries(); i++) {
                Coordinate[] ring = cut.getGeometryN(i).getCoordinates();
                triangles.add(new Coordinate[] {ring[0].copy(), ring[1].copy(), ring[2].copy()});
            }
        }
        return triangles;
    }

    /** Adds corners in the order that shows the triangle from the side {@code normal} points to. */
    private void addTriangle(Coordinate[] t, double[] normal) {
        double ux = t[1].x - t[0].x;
        double uy = t[1].getZ() - t[0].getZ();
        double uz = t[1].y - t[0].y;
        double vx = t[2].x - t[0].x;
        double vy = t[2].getZ() - t[0].getZ();
        double vz = t[2].y - t[0].y;
        double facing =
                (uy * vz - uz * vy) * normal[0] + (uz * vx - ux * vz) * normal[2] + (ux * vy - uy * vx) * normal[1];
        int first = positions.size() / 3;
        for (Coordinate corner : t) {
            positions.add(corner.x);
            positions.add(corner.getZ());
            positions.add(corner.y);
        }
        indices.add(first);
        indices.add(facing >= 0 ? first + 1 : first + 2);
        indices.add(facing >= 0 ? first + 2 : first + 1);
    }

    /** The mesh, or empty when nothing was added. */
    public Optional<Mesh> build() {
        if (indices.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Mesh(
                id,
                kind,
                material,
                positions.stream().mapToDouble(Double::doubleValue).toArray(),
                indices.stream().mapToInt(Integer::intValue).toArray()));
    }
}
