package org.parvis.server.app;

import java.util.Optional;

/** Which build this is. */
final class Version {
    private Version() {}

    /** From the jar's manifest; "development" when run from classes. */
    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
