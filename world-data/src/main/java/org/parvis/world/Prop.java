package org.parvis.world;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A thing people see and, when it has a collision radius, walk around.
 *
 * @param id its name in the bundle
 * @param kind what it is
 * @param floorIndex number of its floor
 * @param x east of its middle
 * @param z south of its middle
 * @param y height of its foot above the floor
 * @param yawRad where its front looks
 * @param size its box
 * @param material what it is made of
 * @param collisionRadiusM radius of the disc people cannot enter; absent when they can walk through
 * @param text what is written on it
 */
public record Prop(
        String id,
        PropKind kind,
        int floorIndex,
        double x,
        double z,
        double y,
        double yawRad,
        Size size,
        String material,
        OptionalDouble collisionRadiusM,
        Optional<LocalText> text) {

    /** Width (left to right), height and depth (front to back) in metres. */
    public record Size(double widthM, double heightM, double depthM) {}
}
