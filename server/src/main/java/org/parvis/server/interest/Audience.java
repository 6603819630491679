package org.parvis.server.interest;

/** To whom a message goes. Nobody hears of a body that they may not see, see {@link Visibility}. Immutable, any thread. */
public sealed interface Audience {
    /** Every viewer: for what concerns nobody in particular. */
    record Everybody() implements Audience {}

    /**
     * Every viewer who may see a body, however far they are.
     *
     * @param avatar number of the body; nobody is told when it is not here
     */
    record WhoMaySee(int avatar) implements Audience {}

    /**
     * Every viewer who may see a body and is near it: by their own body or, without one, by their viewpoint.
     *
     * @param avatar number of the body; it hears itself; nobody is told when it is not here
     * @param radiusM how far on the same floor, metres
     */
    record Around(int avatar, double radiusM) implements Audience {}
}
