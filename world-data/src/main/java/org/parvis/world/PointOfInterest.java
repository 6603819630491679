package org.parvis.world;

/**
 * A named place.
 *
 * @param id its name in the bundle
 * @param kind what it is, a kebab-case word such as {@code station} or {@code landmark}
 * @param floorIndex number of its floor
 * @param x east
 * @param z south
 * @param title its name for people
 */
public record PointOfInterest(String id, String kind, int floorIndex, double x, double z, LocalText title) {}
