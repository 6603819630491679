package org.parvis.world.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import org.parvis.world.Link;
import org.parvis.world.LinkEnd;
import org.parvis.world.LinkKind;
import org.parvis.world.LocalText;
import org.parvis.world.Polygon;
import org.parvis.world.imports.shape.Footprints;
import org.parvis.world.spatial.FloorMap;
import org.parvis.world.spatial.FloorPoint;

/**
 * Makes links of the ways between storeys.
 *
 * <p>The end of a link is a small square around the way's node, cut to the floor. People arrive beside it: at the nearest
 * place with room for a body, in sight of the square, that lies in no end of any link — otherwise they would be taken
 * on at once. Nodes of several ways are spread along a row so that their squares do not overlap.
 */
final class IndoorLinks {
    private static final double HALF_END_M = 0.6;
    private static final double REACH_M = 3;
    private static final double BODY_M = 0.3;
    private static final double SMALLEST_END_M2 = 0.2;

    private record Foot(int piece, Polygon area, double x, double z) {}

    private record Pair(String id, LinkKind kind, Foot from, Foot to) {}

    private final List<StoreyPiece> pieces;
    private final List<FloorMap> maps;
    private final Map<Integer, List<Polygon>> endsOfPiece = new HashMap<>();
    private int skipped;

    IndoorLinks(List<StoreyPiece> pieces, List<FloorMap> maps) {
        this.pieces = pieces;
        this.maps = maps;
    }

    /** How many ways could not be made. */
    int skipped() {
        return skipped;
    }

    List<Link> make(IndoorNetwork network) {
        List<Pair> pairs = new ArrayList<>();
        Set<String> joined = new HashSet<>();
        for (IndoorNetwork.Rise rise : network.rises()) {
            Optional<Foot> from = foot(rise.from());
            Optional<Foot> to = from.isEmpty() ? Optional.empty() : foot(rise.to());
            if (to.isEmpty() || from.orElseThrow().piece == to.get().piece) {
                skipped++;
            } else if (joined.add(key(rise.from(), rise.to()))) {
                pairs.add(new Pair(rise.id(), rise.kind(), from.get(), to.get()));
                endsOfPiece
                        .computeIfAbsent(from.get().piece, piece -> new ArrayList<>())
                        .add(from.get().area);
                endsOfPiece
                        .computeIfAbsent(to.get().piece, piece -> new ArrayList<>())
                        .add(to.get().area);
            }
        }
        List<Link> links = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Pair pair : pairs) {
            Optional<LinkEnd> from = end(pair.from);
            Optional<LinkEnd> to = end(pair.to);
            if (from.isEmpty() || to.isEmpty()) {
                skipped++;
                continue;
            }
            String id = pair.id;
            for (int n = 2; !ids.add(id); n++) {
                id = pair.id + "-" + n;
            }
            links.add(new Link(id, pair.kind, title(pair), List.of(from.get(), to.get())));
        }
        return links;
    }

    private LocalText title(Pair pair) {
        return LocalText.english("Level %d to level %d"
                .formatted(
                        pieces.get(pair.from.piece).level(),
                        pieces.get(pair.to.piece).level()));
    }

    private static String key(IndoorNetwork.Node a, IndoorNetwork.Node b) {
        String first = a.toString();
        String second = b.toString();
        return first.compareTo(second) < 0 ? first + second : second + first;
    }

    /** The square of a node on the floor under it. */
    private Optional<Foot> foot(IndoorNetwork.Node node) {
        for (int i = 0; i < pieces.size(); i++) {
            StoreyPiece piece = pieces.get(i);
            if (piece.level() != node.storey()) {
                continue;
            }
            Optional<FloorPoint> place = maps.get(i).nearestWalkable(node.x(), node.z(), BODY_M, REACH_M);
            if (place.isPresent()) {
                Optional<Foot> foot = freeFoot(i, place.get());
                if (foot.isPresent()) {
                    return foot;
                }
            }
        }
        return Optional.empty();
    }

    /** A square at the place, or beside it when another way has its square there. */
    private Optional<Foot> freeFoot(int piece, FloorPoint at) {
        List<Polygon> others = endsOfPiece.getOrDefault(piece, List.of());
        double step = 2 * HALF_END_M + 0.1;
        double[][] shifts = {{0, 0}, {step, 0}, {-step, 0}, {0, step}, {0, -step}, {2 * step, 0}, {-2 * step, 0}};
        for (double[] shift : shifts) {
            double x = at.x() + shift[0];
            double z = at.z() + shift[1];
            if (maps.get(piece).isWalkable(x, z)) {
                Optional<Polygon> area = square(piece, x, z);
                if (area.isPresent() && others.stream().noneMatch(other -> overlap(other, area.get()))) {
                    return Optional.of(new Foot(piece, area.get(), x, z));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean overlap(Polygon a, Polygon b) {
        return StoreyPiece.shape(a).intersects(StoreyPiece.shape(b));
    }

    private Optional<Polygon> square(int piece, double x, double z) {
        Geometry box = Footprints.GEOMETRY.toGeometry(
                new org.locationtech.jts.geom.Envelope(x - HALF_END_M, x + HALF_END_M, z - HALF_END_M, z + HALF_END_M));
        return Footprints.clean(box.intersection(pieces.get(piece).shape())).stream()
                .filter(part -> part.contains(x, z) && part.areaM2() > SMALLEST_END_M2)
                .map(part -> new Polygon(part.outer(), List.of()))
                .findFirst();
    }

    private Optional<LinkEnd> end(Foot foot) {
        FloorMap map = maps.get(foot.piece);
        List<Polygon> all = endsOfPiece.getOrDefault(foot.piece, List.of());
        for (double distanceM = HALF_END_M + 0.4; distanceM < 5; distanceM += 0.3) {
            for (int i = 0; i < 16; i++) {
                double angle = i * Math.PI / 8;
                double x = foot.x + distanceM * Math.cos(angle);
                double z = foot.z + distanceM * Math.sin(angle);
                if (map.clearLine(foot.x, foot.z, x, z, 0.05)
                        && map.clearanceM(x, z, 1) > BODY_M
                        && all.stream().noneMatch(area -> isClose(area, x, z))) {
                    double yaw = Math.atan2(-(x - foot.x), -(z - foot.z));
                    return Optional.of(new LinkEnd(foot.piece, foot.area, x, z, yaw));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isClose(Polygon area, double x, double z) {
        return area.contains(x, z) || area.outer().distanceToLineM(x, z) < 0.15;
    }
}
