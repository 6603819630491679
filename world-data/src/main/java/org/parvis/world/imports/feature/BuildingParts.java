package org.parvis.world.imports.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/**
 * Which outlines of buildings are told again, more exactly, by parts of buildings in the same file. Immutable once made.
 */
public final class BuildingParts {
    /** For files without parts. */
    public static final BuildingParts NONE = new BuildingParts(Set.of(), Map.of());

    /** An outline of which this share lies under parts is left out. */
    private static final double COVERED = 0.8;

    private final Set<Integer> covered;
    private final Map<Integer, String> outlineOfPart;

    private BuildingParts(Set<Integer> covered, Map<Integer, String> outlineOfPart) {
        this.covered = covered;
        this.outlineOfPart = outlineOfPart;
    }

    /** Looks through all areas of a file. */
    public static BuildingParts of(List<Feature> areas) {
        List<Feature> parts = areas.stream().filter(MapTags::isPart).toList();
        if (parts.isEmpty()) {
            return NONE;
        }
        STRtree tree = new STRtree();
        parts.forEach(part -> tree.insert(part.geometry().getEnvelopeInternal(), part));
        Set<Integer> covered = new HashSet<>();
        Map<Integer, String> outlines = new HashMap<>();
        for (Feature outline : areas) {
            if (MapTags.isBuilding(outline) && !MapTags.isPart(outline)) {
                List<Feature> inside = inside(outline, tree);
                if (!inside.isEmpty() && share(outline, inside) >= COVERED) {
                    covered.add(outline.index());
                    String id = outline.id().orElse("building-" + (outline.index() + 1));
                    inside.forEach(part -> outlines.putIfAbsent(part.index(), id.replaceAll("\\s", "-")));
                }
            }
        }
        return new BuildingParts(covered, outlines);
    }

    private static List<Feature> inside(Feature outline, STRtree tree) {
        Geometry clean = outline.geometry().buffer(0);
        List<Feature> inside = new ArrayList<>();
        for (Object found : tree.query(outline.geometry().getEnvelopeInternal())) {
            Feature part = (Feature) found;
            if (clean.contains(part.geometry().buffer(0).getInteriorPoint())) {
                inside.add(part);
            }
        }
        return inside;
    }

    private static double share(Feature outline, List<Feature> parts) {
        List<Geometry> clean =
                parts.stream().map(part -> part.geometry().buffer(0)).toList();
        Geometry whole = outline.geometry().buffer(0);
        return UnaryUnionOp.union(clean).intersection(whole).getArea() / Math.max(1e-6, whole.getArea());
    }

    /** Whether the feature is an outline that parts tell again. */
    public boolean cover(Feature feature) {
        return covered.contains(feature.index());
    }

    /** Id of the building a part belongs to. */
    public Optional<String> outlineOf(Feature part) {
        return Optional.ofNullable(outlineOfPart.get(part.index()));
    }
}
