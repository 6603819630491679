package org.parvis.server.identity.privacy;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who is stored here, for an operator who has to tell them something. Stateless; inside a transaction. */
public final class PeopleOnFile {
    private PeopleOnFile() {}

    /**
     * Somebody who is stored.
     *
     * @param id opaque
     * @param kind guest or account
     * @param name as others see it; without control characters
     * @param createdMs since when, UTC milliseconds
     * @param seenMs when they were last here, UTC milliseconds
     */
    public record Entry(String id, String kind, String name, long createdMs, long seenMs) {}

    /**
     * Those who were here at or after a time.
     *
     * @param db a transaction
     * @param sinceMs UTC milliseconds
     * @return the latest first
     */
    public static List<Entry> seenSince(Handle db, long sinceMs) {
        return db.select(
                        "select id, kind, name, created_ms, seen_ms from person where seen_ms >= ? order by seen_ms desc, id",
                        sinceMs)
                .map((row, ctx) -> new Entry(
                        row.getString("id"),
                        row.getString("kind"),
                        row.getString("name"),
                        row.getLong("created_ms"),
                        row.getLong("seen_ms")))
                .list();
    }
}
