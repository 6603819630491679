package org.parvis.world;

import java.util.Optional;

/** What can be used. */
public enum FixtureKind implements Labelled {
    /** People sit on it. */
    BENCH("bench"),
    /** People ring it. */
    BELL("bell");

    private final String label;

    FixtureKind(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }

    /** The kind written as {@code label} in bundles. */
    public static Optional<FixtureKind> of(String label) {
        return Labelled.find(values(), label);
    }
}
