package org.parvis.world.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.parvis.world.Building;
import org.parvis.world.Polygon;
import org.parvis.world.imports.city.CityObject;
import org.parvis.world.imports.shape.Faces;
import org.parvis.world.imports.shape.Footprints;
import org.parvis.world.imports.shape.MeshBuilder;
import org.parvis.world.imports.source.BuildingHeights;
import org.parvis.world.imports.source.Unused;

/**
 * Makes blocks of the buildings of a city model.
 *
 * <p>A part becomes an extruded footprint (the union of its level faces seen from above), as high as its lowest roof; from
 * LoD 2 its faces above that become a mesh. All parts of a building are measured from the lowest foot among them, which
 * stands on the floor. An outline of LoD 0 is a building only where there is no body: its height is then what the
 * attributes say. Owned by the importing thread.
 */
final class CityBuildings {
    /** A part whose foot is this high above that of its building is walked under. */
    static final double RAISED_M = 3;

    private static final double LEVEL_NORMAL = 0.7;
    private static final double LOW_ROOF_SHARE = 0.98;
    private static final double LEAST_M = 0.5;

    private final VenueAssembly venue;
    private final Unused unused;
    private final BuildingHeights heights;
    private boolean detailed;

    CityBuildings(VenueAssembly venue, Unused unused) {
        this.venue = venue;
        this.unused = unused;
        this.heights = new BuildingHeights(unused);
    }

    /** Whether any had a level of detail of 2 or more. */
    boolean areDetailed() {
        return detailed;
    }

    /** Height of the lowest corner of all objects. */
    static double footM(List<CityObject> objects) {
        return objects.stream()
                .filter(object -> !object.faces().isEmpty())
                .mapToDouble(CityObject::lowestM)
                .min()
                .orElse(0);
    }

    /**
     * Adds a building with its parts.
     *
     * @param id id of the building
     * @param objects itself and its parts, as far as they have faces
     * @param footM height of its lowest foot, which comes to stand on the floor
     */
    void add(String id, List<CityObject> objects, double footM) {
        List<CityObject> bodies = bodies(objects);
        List<Building> blocks = new ArrayList<>();
        for (CityObject body : bodies) {
            addBody(body, footM, blocks);
        }
        Optional<String> whole =
                blocks.size() > 1 ? Optional.of(id.replaceAll("[\\s\\p{Cntrl}]+", "-")) : Optional.empty();
        for (Building block : blocks) {
            venue.buildings.add(new Building(
                    block.id(),
                    block.baseM(),
                    block.heightM(),
                    block.footprint(),
                    block.material(),
                    block.roof(),
                    block.solid(),
                    whole.map(text -> text.substring(0, Math.min(100, text.length())))));
        }
        if (blocks.isEmpty()) {
            unused.count(
                    "buildings have no area seen from above and were left out",
                    objects.get(0).pointer());
        }
    }

    /** Those that are not told again, in more detail, by others of the same building. */
    private List<CityObject> bodies(List<CityObject> objects) {
        double most = objects.stream()
                .filter(object -> !object.isOutline())
                .mapToDouble(CityObject::lod)
                .max()
                .orElse(-1);
        List<CityObject> bodies = new ArrayList<>();
        for (CityObject object : objects) {
            boolean ownsOthers = objects.stream()
                    .anyMatch(other -> object.children().contains(other.id())
                            || other.parents().contains(object.id()));
            boolean outlineBesideBody = most >= 1 && object.isOutline();
            boolean coarserThanParts = ownsOthers && Math.floor(object.lod()) < Math.floor(most);
            if (outlineBesideBody || coarserThanParts) {
                unused.count("outlines of buildings whose parts are in the file were left out", "");
            } else {
                bodies.add(object);
            }
        }
        return bodies;
    }

    private void addBody(CityObject body, double footM, List<Building> blocks) {
        List<Geometry> level = new ArrayList<>();
        for (Coordinate[][] face : body.faces()) {
            if (Math.abs(Faces.normal(face[0])[2]) > LEVEL_NORMAL) {
                level.add(Faces.seenFromAbove(face));
            }
        }
        Geometry outline = UnaryUnionOp.union(level);
        List<Polygon> parts = outline == null ? List.of() : Footprints.clean(outline);
        if (body.isOutline()) {
            BuildingHeights.Extent extent = heights.of(
                    body.node().path("attributes"), body.pointer() + "/attributes", BuildingHeights.STOREY_M);
            for (Polygon part : parts) {
                blocks.add(block(body, extent.baseM(), extent.heightM(), part));
            }
            return;
        }
        double ownFootM = body.lowestM();
        boolean fine = body.lod() >= 2;
        detailed |= fine;
        double eavesM = fine ? eavesM(body, ownFootM) : body.highestM();
        double raisedM = ownFootM - footM;
        double baseM = raisedM < RAISED_M ? 0 : raisedM;
        for (Polygon part : parts) {
            blocks.add(block(body, baseM, Math.max(LEAST_M, eavesM - footM - baseM), part));
        }
        if (fine) {
            addRoof(body, eavesM, footM);
        }
    }

    private Building block(CityObject body, double baseM, double heightM, Polygon part) {
        return new Building(venue.freshId("building", body.id()), baseM, heightM, part, "brick", "flat", true);
    }

    private void addRoof(CityObject body, double eavesM, double footM) {
        MeshBuilder mesh = new MeshBuilder(venue.freshId("mesh", body.id()), "roof", "tile");
        for (Coordinate[][] face : body.faces()) {
            if (Faces.highestM(face[0]) > eavesM + 0.05 || Faces.normal(face[0])[2] > LEVEL_NORMAL) {
                mesh.add(face, footM);
            }
        }
        mesh.build().ifPresent(venue.meshes::add);
    }

    /** A little below the lowest roof, so that the roof's own faces are seen. */
    private static double eavesM(CityObject body, double footM) {
        double lowest = Double.POSITIVE_INFINITY;
        for (Coordinate[][] face : body.faces()) {
            // Upward faces near the foot are floors of the solid, not roofs.
            if (Faces.normal(face[0])[2] > 0.1 && Faces.lowestM(face[0]) > footM + 0.5) {
                lowest = Math.min(lowest, Faces.lowestM(face[0]));
            }
        }
        return Double.isFinite(lowest)
                ? footM + (lowest - footM) * LOW_ROOF_SHARE
                : Math.min(body.highestM(), footM + BuildingHeights.STOREY_M);
    }
}
