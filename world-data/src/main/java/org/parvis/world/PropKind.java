package org.parvis.world;

import java.util.Optional;

/** What can be seen. */
public enum PropKind implements Labelled {
    /** A street lamp. */
    LAMP("lamp"),
    /** A tree. */
    TREE("tree"),
    /** A statue. */
    STATUE("statue"),
    /** A fountain. */
    FOUNTAIN("fountain"),
    /** A column. */
    COLUMN("column"),
    /** A bollard. */
    BOLLARD("bollard"),
    /** A bench. */
    BENCH("bench"),
    /** A bell. */
    BELL("bell"),
    /** A stage platform. */
    STAGE("stage"),
    /** A shop counter. */
    COUNTER("counter"),
    /** A shelf. */
    SHELF("shelf"),
    /** A planter. */
    PLANTER("planter"),
    /** A banner. */
    BANNER("banner"),
    /** A screen. */
    SCREEN("screen"),
    /** A display case. */
    DISPLAY_CASE("display-case"),
    /** A table. */
    TABLE("table"),
    /** An awning. */
    AWNING("awning");

    private final String label;

    PropKind(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }

    /** The kind written as {@code label} in bundles. */
    public static Optional<PropKind> of(String label) {
        return Labelled.find(values(), label);
    }
}
