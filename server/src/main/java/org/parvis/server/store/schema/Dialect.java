package org.parvis.server.store.schema;

import java.util.List;
import java.util.Map;

/** What the migrations write differently for each database. */
public enum Dialect {
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

    /**
     * Where the migrations are: those both share, and the few that only this one understands.
     *
     * @return folders of the class path
     */
    public List<String> folders() {
        return List.of("db/migration", "db/vendor/" + folder);
    }

    /**
     * What the shared migrations leave open.
     *
     * @return by placeholder
     */
    public Map<String, String> placeholders() {
        return Map.of("serial", serial, "blob", blob);
    }
}
