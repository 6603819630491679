package org.parvis.world;

import java.util.Optional;

/** What a zone means. */
public enum ZoneKind implements Labelled {
    /** Where performers act. */
    STAGE("stage"),
    /** Where the audience stands. */
    STAGE_FRONT("stage-front"),
    /** The inside of a shop. */
    SHOP("shop"),
    /** An exhibition room. */
    EXHIBITION("exhibition"),
    /** A yard between buildings. */
    COURTYARD("courtyard"),
    /** A way in or out of the venue. */
    GATE("gate"),
    /** A toilet. */
    TOILET("toilet"),
    /** Any other named area. */
    AREA("area");

    private final String label;

    ZoneKind(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }

    /** The kind written as {@code label} in bundles. */
    public static Optional<ZoneKind> of(String label) {
        return Labelled.find(values(), label);
    }
}
