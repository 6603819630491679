package org.parvis.world;

import java.util.List;

/**
 * A thing people can use.
 *
 * @param id its name in the bundle
 * @param kind what it is
 * @param floorIndex number of its floor
 * @param x east of its middle
 * @param z south of its middle
 * @param yawRad where its front looks
 * @param verbs what people can do with it, such as {@code sit}
 * @param seats how many can use it at once, 0 when nobody sits on it
 * @param title its name for people
 * @param properties what the bundle says beyond that, by its kind
 */
public record Fixture(
        String id,
        FixtureKind kind,
        int floorIndex,
        double x,
        double z,
        double yawRad,
        List<String> verbs,
        int seats,
        LocalText title,
        KindProperties properties) {
    /** Width of one seat of a bench. */
    public static final double SEAT_WIDTH_M = 0.6;

    /** Depth of a bench from front to back. */
    public static final double BENCH_DEPTH_M = 0.5;

    /** Radius of the post a bell hangs on. */
    public static final double BELL_RADIUS_M = 0.3;

    public Fixture {
        verbs = List.copyOf(verbs);
    }

    /** A fixture without properties of its kind. */
    public Fixture(
            String id,
            FixtureKind kind,
            int floorIndex,
            double x,
            double z,
            double yawRad,
            List<String> verbs,
            int seats,
            LocalText title) {
        this(id, kind, floorIndex, x, z, yawRad, verbs, seats, title, KindProperties.NONE);
    }
}
