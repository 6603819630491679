package org.parvis.server.identity.staff;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.Scope;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditRecord;

/** Which venue belongs to which organisation; one at most. Stateless; inside a transaction of the caller. */
public final class Organisations {
    private Organisations() {}

    /**
     * The venues of an organisation.
     *
     * @param db a transaction
     * @param organisationId any text
     * @return ids
     */
    public static List<String> venues(Handle db, String organisationId) {
        return db.select(
                        "select venue_id from organisation_venue where organisation_id = ? order by venue_id",
                        organisationId)
                .mapTo(String.class)
                .list();
    }

    /**
     * Puts a venue under an organisation, in place of the one before.
     *
     * @param db the transaction
     * @param venueId which
     * @param organisationId whose
     * @param deed who did it, and why
     */
    public static void assign(Handle db, String venueId, String organisationId, Deed deed) {
        db.execute("""
                insert into organisation_venue (venue_id, organisation_id) values (?, ?)
                on conflict (venue_id) do update set organisation_id = excluded.organisation_id""", venueId, organisationId);
        AuditLog.append(
                db,
                new AuditRecord(
                        deed.actor(),
                        "venue.assigned",
                        "venue:" + venueId,
                        deed.reason(),
                        AuditDetail.of("organisation", organisationId)));
    }

    /**
     * Whether one scope contains another.
     *
     * @param db a transaction
     * @param outer the larger one
     * @param inner the smaller one
     * @return true also when they are equal
     */
    public static boolean covers(Handle db, Scope outer, Scope inner) {
        boolean simple = outer.equals(Scope.SERVER) || outer.equals(inner);
        boolean venueOfOrganisation = outer.kind() == Scope.Kind.ORGANISATION && inner.kind() == Scope.Kind.VENUE;
        return simple || (venueOfOrganisation && venues(db, outer.id()).contains(inner.id()));
    }
}
