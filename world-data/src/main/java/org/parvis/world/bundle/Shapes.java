package org.parvis.world.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parvis.world.PolyLine;
import org.parvis.world.Polygon;
import org.parvis.world.Ring;
import org.parvis.world.fault.Words;
import org.parvis.world.json.Fields;
import org.parvis.world.spatial.Validity;
import tools.jackson.databind.JsonNode;

/** Reads lines, rings and areas, and finds what is wrong with their shape. */
final class Shapes {
    /** No coordinate may be further from the origin. */
    static final double MAX_COORDINATE_M = 100_000;

    private static final double MIN_AREA_M2 = 1e-4;

    private Shapes() {}

    /** A line written as [[x, z], …] at {@code key}. */
    static Optional<PolyLine> line(Fields fields, String key) {
        return fields.list(key, true)
                .flatMap(list -> pairs(fields, key, list, 2))
                .map(PolyLine::of);
    }

    /** An area written as [[x, z], …] at {@code key} with holes of the same form at {@code holesKey}, if any. */
    static Optional<Polygon> polygon(Fields fields, String key, String holesKey) {
        return area(fields, key, holesKey, Shapes::pairs);
    }

    /** An area written as [x, z, x, z, …] at {@code key} with holes of the same form at {@code holesKey}. */
    static Optional<Polygon> flatPolygon(Fields fields, String key, String holesKey) {
        return area(fields, key, holesKey, Shapes::flat);
    }

    private interface Form {
        Optional<double[]> read(Fields fields, String path, JsonNode list, int minCorners);
    }

    private static Optional<Polygon> area(Fields fields, String key, String holesKey, Form form) {
        Optional<Ring> outer = fields.list(key, true).flatMap(list -> ring(fields, key, list, form));
        List<Ring> holes = new ArrayList<>();
        if (!holesKey.isEmpty()) {
            Optional<JsonNode> lists = fields.list(holesKey, false);
            for (int i = 0; lists.isPresent() && i < lists.get().size(); i++) {
                ring(fields, holesKey + "/" + i, lists.get().get(i), form).ifPresent(holes::add);
            }
        }
        return outer.map(ring -> checked(fields, holesKey, new Polygon(ring, holes)));
    }

    private static Polygon checked(Fields fields, String holesKey, Polygon polygon) {
        for (int i = 0; i < polygon.holes().size(); i++) {
            Ring hole = polygon.holes().get(i);
            int stray = cornerOutside(polygon.outer(), hole);
            if (stray >= 0) {
                fields.faultAt(
                        holesKey + "/" + i,
                        "corner " + stray + " of this hole lies outside of the area",
                        "Keep the hole inside the outline.");
                return polygon;
            }
        }
        boolean sound = Validity.flawIn(polygon.outer()).isEmpty()
                && polygon.holes().stream()
                        .allMatch(hole -> Validity.flawIn(hole).isEmpty());
        if (sound && !polygon.holes().isEmpty()) {
            Validity.flawIn(polygon)
                    .ifPresent(flaw -> fields.faultAt(
                            holesKey,
                            "the area " + flaw.problem() + " at (" + Words.number(flaw.x()) + ", "
                                    + Words.number(flaw.z()) + ")",
                            "Keep holes apart from each other and inside the outline."));
        }
        return polygon;
    }

    /** The first corner of a hole that is neither inside the outline nor on it, or −1. */
    private static int cornerOutside(Ring outer, Ring hole) {
        for (int i = 0; i < hole.size(); i++) {
            if (!outer.contains(hole.x(i), hole.z(i)) && outer.distanceToLineM(hole.x(i), hole.z(i)) > 0.01) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<Ring> ring(Fields fields, String path, JsonNode list, Form form) {
        Optional<double[]> corners = form.read(fields, path, list, 3);
        if (corners.isEmpty()) {
            return Optional.empty();
        }
        double[] xz = corners.get();
        int n = xz.length;
        if (xz[0] == xz[n - 2] && xz[1] == xz[n - 1]) {
            fields.faultAt(path, "the last corner repeats the first", "Leave it out: rings close by themselves.");
            return Optional.empty();
        }
        Ring ring = Ring.of(xz);
        if (ring.areaM2() < MIN_AREA_M2) {
            fields.faultAt(path, "the corners enclose no area", "Give at least three corners that are not in line.");
            return Optional.empty();
        }
        Optional<Validity.Flaw> flaw = Validity.flawIn(ring);
        flaw.ifPresent(found -> fields.faultAt(
                path,
                "the outline " + found.problem() + " at (" + Words.number(found.x()) + ", " + Words.number(found.z())
                        + ")",
                "Put the corners in order around the area, each once."));
        return Optional.of(ring);
    }

    private static Optional<double[]> pairs(Fields fields, String path, JsonNode list, int minCorners) {
        double[] xz = new double[list.size() * 2];
        boolean good = enough(fields, path, list.size(), minCorners);
        for (int i = 0; i < list.size(); i++) {
            JsonNode pair = list.get(i);
            String here = path + "/" + i;
            if (!pair.isArray() || pair.size() != 2) {
                fields.faultAt(here, "a corner is written as two numbers", "Write [x, z].");
                good = false;
            } else {
                good &= coordinate(fields, here + "/0", pair.get(0), xz, 2 * i);
                good &= coordinate(fields, here + "/1", pair.get(1), xz, 2 * i + 1);
            }
        }
        return good ? Optional.of(xz) : Optional.empty();
    }

    private static Optional<double[]> flat(Fields fields, String path, JsonNode list, int minCorners) {
        if (!list.isArray() || list.size() % 2 != 0) {
            fields.faultAt(path, "corners are written as x, z, x, z, …", "Write an even count of numbers.");
            return Optional.empty();
        }
        double[] xz = new double[list.size()];
        boolean good = enough(fields, path, xz.length / 2, minCorners);
        for (int i = 0; i < xz.length; i++) {
            good &= coordinate(fields, path + "/" + i, list.get(i), xz, i);
        }
        return good ? Optional.of(xz) : Optional.empty();
    }

    private static boolean enough(Fields fields, String path, int corners, int minCorners) {
        if (corners < minCorners) {
            fields.faultAt(
                    path,
                    "there are " + corners + " corners but at least " + minCorners + " are needed",
                    "Add the missing ones.");
            return false;
        }
        return true;
    }

    private static boolean coordinate(Fields fields, String path, JsonNode value, double[] into, int at) {
        if (!value.isNumber()) {
            fields.faultAt(path, "a coordinate must be a number", "Write plain metres.");
            return false;
        }
        into[at] = value.doubleValue();
        if (Math.abs(into[at]) > MAX_COORDINATE_M) {
            fields.faultAt(
                    path,
                    "the coordinate " + Words.number(into[at]) + " is more than 100 km from the origin",
                    "Write metres from the venue's origin, not degrees or map coordinates.");
            return false;
        }
        return true;
    }
}
