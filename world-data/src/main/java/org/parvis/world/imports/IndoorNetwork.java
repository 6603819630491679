package org.parvis.world.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.parvis.world.LinkKind;
import org.parvis.world.imports.feature.Feature;
import org.parvis.world.imports.shape.Footprints;
import org.parvis.world.spatial.FloorPoint;

/** The walk network of an indoor file: nodes with storeys, and the links between them. */
final class IndoorNetwork {
    private static final double CLOSE_M = 1.5;

    /**
     * A node of the network.
     *
     * @param storey number of its storey; halves are landings
     */
    record Node(double x, double z, double storey) {
        boolean isLanding() {
            return storey != Math.rint(storey);
        }
    }

    /** A way from one storey to another. */
    record Rise(String id, LinkKind kind, Node from, Node to) {}

    private record Way(String id, String kind, Node from, Node to, LineString line) {}

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Way> ways = new ArrayList<>();
    private final List<Rise> rises;

    IndoorNetwork(List<Feature> features) {
        for (Feature feature : features) {
            if (is(feature, "node") && feature.geometry() instanceof Point at) {
                double storey = feature.number("ordinal").orElse(0);
                feature.text("node_id").ifPresent(id -> nodes.put(id, new Node(at.getX(), at.getY(), storey)));
            }
        }
        for (Feature feature : features) {
            if (is(feature, "link") && feature.geometry() instanceof LineString line) {
                addWay(feature, line);
            }
        }
        rises = findRises(ways);
    }

    private static boolean is(Feature feature, String layer) {
        return feature.text("layer").filter(layer::equals).isPresent();
    }

    private void addWay(Feature feature, LineString line) {
        Optional<Node> from = feature.text("start_id").map(nodes::get);
        Optional<Node> to = feature.text("end_id").map(nodes::get);
        if (from.isPresent() && to.isPresent()) {
            String id = feature.text("link_id").orElse("link-" + (feature.index() + 1));
            ways.add(new Way(id, feature.text("route_type").orElse("1"), from.get(), to.get(), line));
        }
    }

    /** Ways that stay on a storey. */
    List<LineString> waysOn(int storey) {
        return ways.stream()
                .filter(way -> way.from.storey == storey && way.to.storey == storey)
                .map(Way::line)
                .toList();
    }

    /**
     * Ways between whole storeys. Landings in between are walked through: from each node below or above a landing to
     * every other storey reached over it.
     */
    List<Rise> rises() {
        return rises;
    }

    private static List<Rise> findRises(List<Way> ways) {
        Map<Node, List<Way>> byLanding = new HashMap<>();
        List<Rise> rises = new ArrayList<>();
        for (Way way : ways) {
            if (way.from.isLanding() || way.to.isLanding()) {
                for (Node end : List.of(way.from, way.to)) {
                    if (end.isLanding()) {
                        byLanding
                                .computeIfAbsent(end, node -> new ArrayList<>())
                                .add(way);
                    }
                }
            } else if (way.from.storey != way.to.storey) {
                rises.add(new Rise(way.id, kind(way.kind), way.from, way.to));
            }
        }
        for (Map.Entry<Node, List<Way>> landing : byLanding.entrySet()) {
            joinOver(landing.getKey(), landing.getValue(), rises);
        }
        return List.copyOf(rises);
    }

    private static void joinOver(Node landing, List<Way> around, List<Rise> rises) {
        for (int i = 0; i < around.size(); i++) {
            Node from = other(around.get(i), landing);
            for (int j = i + 1; j < around.size(); j++) {
                Node to = other(around.get(j), landing);
                if (!from.isLanding() && !to.isLanding() && from.storey != to.storey) {
                    rises.add(new Rise(around.get(i).id, kind(around.get(i).kind), from, to));
                }
            }
        }
    }

    private static Node other(Way way, Node one) {
        return way.from.equals(one) ? way.to : way.from;
    }

    private static LinkKind kind(String routeType) {
        return switch (routeType) {
            case "4" -> LinkKind.LIFT;
            case "5" -> LinkKind.ESCALATOR;
            case "6" -> LinkKind.STAIRS;
            default -> LinkKind.RAMP;
        };
    }

    /** Whether a way between storeys begins or ends on a piece of floor. */
    boolean touches(StoreyPiece piece) {
        return rises.stream().anyMatch(rise -> isOn(piece, rise.from) || isOn(piece, rise.to));
    }

    private static boolean isOn(StoreyPiece piece, Node node) {
        return node.storey == piece.level()
                && piece.shape()
                        .isWithinDistance(
                                Footprints.GEOMETRY.createPoint(
                                        new org.locationtech.jts.geom.Coordinate(node.x, node.z)),
                                CLOSE_M);
    }

    /** The node on a piece nearest to a point. */
    Optional<FloorPoint> nodeNear(StoreyPiece piece, double x, double z) {
        return nodes.values().stream()
                .filter(node -> node.storey == piece.level() && piece.outline().contains(node.x, node.z))
                .min((a, b) -> Double.compare(Math.hypot(a.x - x, a.z - z), Math.hypot(b.x - x, b.z - z)))
                .map(node -> new FloorPoint(node.x, node.z));
    }
}
