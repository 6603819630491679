package org.parvis.server.identity.privacy;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditRecord;

/**
 * Who had themselves erased. A backup from before still holds them, so whoever restores one erases them again.
 *
 * <p>Stateless; inside a transaction, while no server runs.
 */
public final class Erasures {
    private static final String ACTION = "person.erased";

    private Erasures() {}

    /**
     * Everybody who was ever erased, as the audit log tells.
     *
     * @param db a transaction
     * @return opaque ids, the earliest first
     */
    public static List<String> all(Handle db) {
        return db.select("select actor from audit where action = ? group by actor order by min(seq)", ACTION)
                .mapTo(String.class)
                .list();
    }

    /**
     * Erases somebody who is back.
     *
     * @param db the transaction
     * @param personId who
     * @return false when the database holds no such person
     */
    public static boolean again(Handle db, String personId) {
        TableData.all().forEach(place -> place.erase(db, personId));
        if (db.execute("delete from person where id = ?", personId) == 0) {
            return false;
        }
        note(db, personId, "after a restore");
        return true;
    }

    static void note(Handle db, String personId, String reason) {
        AuditLog.append(db, new AuditRecord(personId, ACTION, "person:" + personId, reason, ""));
    }
}
