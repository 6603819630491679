package org.parvis.world;

/**
 * An area of a floor with a meaning; entering and leaving it are events.
 *
 * @param id its name in the bundle
 * @param kind what it means
 * @param floorIndex number of its floor
 * @param polygon where it is
 * @param title its name for people
 * @param properties what the bundle says beyond that, by its kind
 */
public record Zone(
        String id, ZoneKind kind, int floorIndex, Polygon polygon, LocalText title, KindProperties properties) {
    /** A zone without properties of its kind. */
    public Zone(String id, ZoneKind kind, int floorIndex, Polygon polygon, LocalText title) {
        this(id, kind, floorIndex, polygon, title, KindProperties.NONE);
    }
}
