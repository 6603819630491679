package org.parvis.server.store.engine;

import java.util.List;
import java.util.Map;

/** What the migrations write differently for each database. */
enum Dialect {
    /** Embedded. */
    SQLITE("sqlite", "integer NOT NULL PRIMARY KEY AUTOINCREMENT", "blob"),
    /** A server. */
    POSTGRESQL("postgresql", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "bytea");

    private final String folder;
    private final String serial;
    private final String blob;

    Dialect(String folder, String serial, String blob) {
        this.folder = folder;
        this.serial = serial;
        this.blob = blob;
    }

    /** Where the migrations are: those both share, and the few that only this one understands. */
    List<String> folders() {
        return List.of("db/migration", "db/vendor/" + folder);
    }

    Map<String, String> placeholders() {
        return Map.of("serial", serial, "blob", blob);
    }
}
