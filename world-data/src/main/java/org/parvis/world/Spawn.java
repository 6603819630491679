package org.parvis.world;

/**
 * A place where people appear.
 *
 * @param id its name in the bundle
 * @param floorIndex number of its floor
 * @param x east
 * @param z south
 * @param radiusM people are spread over a disc of this radius, above 0
 * @param yawRad where they look
 */
public record Spawn(String id, int floorIndex, double x, double z, double radiusM, double yawRad) {}
