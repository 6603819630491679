package org.parvis.server.identity.staff;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.text.Skeleton;

/** Names of staff are theirs: nobody else comes in under one that looks the same. Stateless; inside a transaction. */
public final class StaffNames {
    private StaffNames() {}

    /**
     * Refuses a name that could be taken for that of a member of the staff. Who has a role is not refused.
     *
     * @param db a transaction
     * @param personId whose name it is
     * @param name by the rule of names
     * @throws IdentityException of kind {@code NAME_TAKEN}
     */
    public static void refuseImitation(Handle db, String personId, String name) {
        Skeleton wanted = Skeleton.of(name);
        // A list, read to its end: a stream left open would keep the connection at what it saw now.
        List<String> names = db.select("""
                        select distinct p.id, p.name from staff_grant g join person p on p.id = g.person_id
                        where not exists (select 1 from staff_grant own where own.person_id = ?)""", personId)
                .map((row, ctx) -> row.getString("name"))
                .list();
        if (names.stream().anyMatch(staff -> Skeleton.of(staff).looksLike(wanted))) {
            throw new IdentityException(
                    IdentityException.Kind.NAME_TAKEN,
                    "Your name looks like that of somebody who works here; please choose another.");
        }
    }
}
