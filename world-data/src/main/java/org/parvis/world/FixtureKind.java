package org.parvis.world;

import java.util.List;

/**
 * What can be used: an open set of words. Those below come with Parvis; a feature brings its own by {@link
 * org.parvis.world.kind.KindRegistry}.
 *
 * <p>Benches and bells stand in the way of people. Fixtures of other kinds do not; put a prop with a collision radius
 * there.
 *
 * @param label the word in bundles, in kebab-case
 */
public record FixtureKind(String label) implements Labelled {
    /** People sit on it. */
    public static final FixtureKind BENCH = new FixtureKind("bench");
    /** People ring it. */
    public static final FixtureKind BELL = new FixtureKind("bell");

    /** The kinds that come with Parvis. */
    public static final List<FixtureKind> BUILT_IN = List.of(BENCH, BELL);

    /** @throws IllegalArgumentException when the label is no kebab-case word of at most 40 characters */
    public FixtureKind {
        Labelled.check(label);
    }
}
