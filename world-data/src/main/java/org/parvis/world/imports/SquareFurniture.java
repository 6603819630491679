package org.parvis.world.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.locationtech.jts.geom.Point;
import org.parvis.world.PolyLine;
import org.parvis.world.Polygon;
import org.parvis.world.Prop;
import org.parvis.world.PropKind;
import org.parvis.world.Ring;
import org.parvis.world.Surface;
import org.parvis.world.Wall;
import org.parvis.world.imports.feature.Feature;

/**
 * The things on a festival square, by the words of the data of French squares: columns, bollards, stairs, fountains,
 * barriers. Used only for files whose property {@code type} holds nothing but these words.
 */
final class SquareFurniture {
    private static final Set<String> DISTINCT =
            Set.of("Buren column", "Round bollard", "Square bollard", "Prohibited area");
    private static final Set<String> SHARED = Set.of("Buildings", "Stairs", "Fountain");
    private static final double BARRIER_M = 1.1;
    private static final double LOW_WALL_M = 0.6;
    /** No column or bollard is thicker or higher. */
    private static final double MOST_M = 50;

    private final VenueAssembly venue;
    private final List<Wall> walls = new ArrayList<>();
    private final List<Surface> surfaces = new ArrayList<>();

    SquareFurniture(VenueAssembly venue) {
        this.venue = venue;
    }

    /** Whether a file speaks this language and no other. */
    static boolean isSpokenIn(List<Feature> features) {
        boolean distinct = false;
        for (Feature feature : features) {
            Optional<String> type = feature.text("type");
            if (type.isPresent()) {
                if (!DISTINCT.contains(type.get()) && !SHARED.contains(type.get())) {
                    return false;
                }
                distinct |= DISTINCT.contains(type.get());
            }
        }
        return distinct;
    }

    /** Fences and low walls. */
    List<Wall> walls() {
        return walls;
    }

    /** Stairs and water. */
    List<Surface> surfaces() {
        return surfaces;
    }

    /** Adds a thing, unless it is a building. */
    boolean add(String type, Feature feature, List<Polygon> parts) {
        switch (type) {
            case "Buren column" -> addProp(PropKind.COLUMN, feature, "granite");
            case "Round bollard", "Square bollard" -> addProp(PropKind.BOLLARD, feature, "metal");
            case "Stairs" -> parts.forEach(part -> surfaces.add(new Surface(part, "stone")));
            case "Fountain" ->
                parts.forEach(part -> {
                    surfaces.add(new Surface(part, "water"));
                    fence(part, LOW_WALL_M, "stone");
                });
            case "Prohibited area" -> parts.forEach(part -> fence(part, BARRIER_M, "metal"));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void addProp(PropKind kind, Feature feature, String material) {
        Point middle = feature.geometry().getCentroid();
        double areaM2 = feature.geometry().getArea();
        double radiusM = Math.max(0.05, Math.min(MOST_M, Math.sqrt(areaM2 / Math.PI)));
        double heightM =
                Math.max(0.05, Math.min(MOST_M, feature.number("height").orElse(1)));
        venue.props.add(new Prop(
                venue.freshId("prop", kind.label() + "-" + (feature.index() + 1)),
                kind,
                0,
                middle.getX(),
                middle.getY(),
                0,
                0,
                new Prop.Size(2 * radiusM, heightM, 2 * radiusM),
                material,
                OptionalDouble.of(radiusM),
                Optional.empty()));
    }

    /** Closes an area with walls all around, so that nobody gets in. */
    private void fence(Polygon area, double heightM, String material) {
        Ring ring = area.outer();
        int n = ring.size();
        double[] xz = new double[2 * n + 2];
        for (int i = 0; i <= n; i++) {
            xz[2 * i] = ring.x(i % n);
            xz[2 * i + 1] = ring.z(i % n);
        }
        walls.add(new Wall(PolyLine.of(xz), heightM, 0, material));
    }
}
