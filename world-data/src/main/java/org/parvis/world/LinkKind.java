package org.parvis.world;

import java.util.Optional;

/** How people travel along a link. */
public enum LinkKind implements Labelled {
    /** On foot, over steps. */
    STAIRS("stairs"),
    /** On moving steps. */
    ESCALATOR("escalator"),
    /** In a cabin, after a second of waiting. */
    LIFT("lift"),
    /** On foot, without steps. */
    RAMP("ramp");

    private final String label;

    LinkKind(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }

    /** The kind written as {@code label} in bundles. */
    public static Optional<LinkKind> of(String label) {
        return Labelled.find(values(), label);
    }
}
