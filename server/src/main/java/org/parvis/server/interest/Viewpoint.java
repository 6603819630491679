package org.parvis.server.interest;

/** Where a viewer looks from. Immutable, any thread. */
public sealed interface Viewpoint {
    /**
     * Where a body is: a person's own, or one that a camera follows. When the body has left, or may not be seen any
     * longer, the view stays where it was last.
     *
     * @param avatar number of the body
     */
    record Following(int avatar) implements Viewpoint {}

    /**
     * A place that does not move.
     *
     * @param floor index of the floor
     * @param xM east of the origin, metres
     * @param zM south of the origin, metres
     */
    record Standing(int floor, double xM, double zM) implements Viewpoint {}

    /** Nowhere in particular: every cell of every floor with every frame, whatever it costs. For recorders. */
    record Everything() implements Viewpoint {}
}
