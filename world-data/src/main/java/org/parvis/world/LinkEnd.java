package org.parvis.world;

/**
 * One end of a link.
 *
 * @param floorIndex number of its floor
 * @param polygon area that takes people to the other end when they step into it
 * @param arrivalX east of the place where people arrive from the other end; outside {@code polygon}
 * @param arrivalZ south of that place
 * @param arrivalYawRad where they look then
 */
public record LinkEnd(int floorIndex, Polygon polygon, double arrivalX, double arrivalZ, double arrivalYawRad) {}
