package org.parvis.world;

/**
 * A piece of floor covering, for the eye only.
 *
 * @param polygon where it lies
 * @param material what it is made of
 */
public record Surface(Polygon polygon, String material) {}
