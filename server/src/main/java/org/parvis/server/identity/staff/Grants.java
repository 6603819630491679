package org.parvis.server.identity.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.Grant;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.Revocation;
import org.parvis.server.identity.Scope;
import org.parvis.server.identity.StaffRole;
import org.parvis.server.identity.revocation.RevocationLog;
import org.parvis.server.identity.secret.Opaque;
import org.parvis.server.store.DbTime;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditRecord;

/**
 * Who has which role where. Every change is audited and reaches live sessions. Stateless; inside a transaction of the
 * caller. Whether the actor may do it is asked of {@link StaffGuard} first.
 */
public final class Grants {
    private static final Grant SERVER_ADMIN = new Grant(StaffRole.ADMIN, Scope.SERVER);
    private static final String COLUMNS =
            "select id, person_id, role, scope_kind, scope_id, granted_by, created_ms from staff_grant ";

    private Grants() {}

    /**
     * A person's roles.
     *
     * @param db a transaction
     * @param personId whose
     * @return empty for a player
     */
    public static List<Grant> of(Handle db, String personId) {
        return db.select(COLUMNS + "where person_id = ?", personId)
                .map((row, ctx) -> stored(row).grant())
                .list();
    }

    /**
     * A person's roles as a venue sees them: those of an organisation also as roles in each of its venues.
     *
     * @param db a transaction
     * @param personId whose
     * @return empty for a player
     */
    public static List<Grant> inVenues(Handle db, String personId) {
        List<Grant> grants = new ArrayList<>();
        for (Grant grant : of(db, personId)) {
            grants.add(grant);
            if (grant.scope().kind() == Scope.Kind.ORGANISATION) {
                Organisations.venues(db, grant.scope().id())
                        .forEach(venue -> grants.add(new Grant(grant.role(), Scope.venue(venue))));
            }
        }
        return grants;
    }

    /**
     * All roles, for a list.
     *
     * @param db a transaction
     * @param afterId the last one of the page before, or empty
     * @param limit at most so many
     * @return by id
     */
    public static List<StaffGrant> page(Handle db, String afterId, int limit) {
        return db.select(COLUMNS + "where id > ? order by id limit ?", afterId, limit)
                .map((row, ctx) -> stored(row))
                .list();
    }

    /**
     * A role by its id.
     *
     * @param db a transaction
     * @param id any text
     * @return empty when there is none
     */
    public static Optional<StaffGrant> find(Handle db, String id) {
        return db.select(COLUMNS + "where id = ?", id)
                .map((row, ctx) -> stored(row))
                .findFirst();
    }

    /**
     * Gives a role.
     *
     * @param db the transaction
     * @param personId to whom; exists
     * @param grant which, and where
     * @param deed who gives it, and why
     * @return the role as stored
     * @throws IdentityException of kind {@code CONFLICT} when the person has it
     */
    public static StaffGrant give(Handle db, String personId, Grant grant, Deed deed) {
        long nowMs = DbTime.nowMs(db);
        StaffGrant given = new StaffGrant(Opaque.id("r_"), personId, grant, deed.actor(), nowMs);
        int rows = db.execute(
                """
                insert into staff_grant (id, person_id, role, scope_kind, scope_id, granted_by, created_ms)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                given.id(),
                personId,
                grant.role().text(),
                grant.scope().kind().text(),
                grant.scope().id(),
                deed.actor(),
                nowMs);
        if (rows == 0) {
            throw new IdentityException(IdentityException.Kind.CONFLICT, "The person has this role already.");
        }
        note(db, given, "role.granted", deed);
        return given;
    }

    /**
     * Takes a role.
     *
     * @param db the transaction
     * @param taken as found in this transaction
     * @param deed who takes it, and why
     * @throws IdentityException of kind {@code CONFLICT} for the last admin of the server, who would lock everybody out
     */
    public static void take(Handle db, StaffGrant taken, Deed deed) {
        if (taken.grant().equals(SERVER_ADMIN)) {
            demandAnotherAdmin(db, taken.personId());
        }
        db.execute("delete from staff_grant where id = ?", taken.id());
        note(db, taken, "role.revoked", deed);
    }

    /**
     * Demands that the server keeps an admin when a person goes, however that comes about. One who is banned from the
     * whole server cannot act, and does not count.
     *
     * @param db the transaction
     * @param personId who is about to go, or to lose the role; anybody
     * @throws IdentityException of kind {@code CONFLICT} for the last admin of the server, who would lock everybody out
     */
    public static void demandAnotherAdmin(Handle db, String personId) {
        if (!of(db, personId).contains(SERVER_ADMIN)) {
            return;
        }
        int others =
                db.select("""
                        select count(*) from staff_grant g
                        where g.role = 'admin' and g.scope_kind = 'server' and g.person_id <> ?
                          and not exists (select 1 from ban b where b.person_id = g.person_id
                            and b.scope_kind = 'server' and b.lifted_ms is null
                            and (b.until_ms is null or b.until_ms > ?))""", personId, DbTime.nowMs(db)).mapTo(Integer.class).one();
        if (others == 0) {
            throw new IdentityException(
                    IdentityException.Kind.CONFLICT, "This is the last admin; make somebody else admin first.");
        }
    }

    /**
     * How many may do everything.
     *
     * @param db a transaction
     * @return 0 before the first
     */
    public static int serverAdmins(Handle db) {
        return db.select("select count(*) from staff_grant where role = 'admin' and scope_kind = 'server'")
                .mapTo(Integer.class)
                .one();
    }

    private static void note(Handle db, StaffGrant grant, String action, Deed deed) {
        String what = AuditDetail.of(
                "role", grant.grant().role().text(), "scope", grant.grant().scope());
        AuditLog.append(db, new AuditRecord(deed.actor(), action, "person:" + grant.personId(), deed.reason(), what));
        Revocation changed =
                new Revocation(Revocation.Subject.PERSON, grant.personId(), Revocation.Cause.ROLES_CHANGED);
        RevocationLog.append(db, changed, DbTime.nowMs(db));
    }

    private static StaffGrant stored(ResultSet row) throws SQLException {
        Grant grant = new Grant(
                StaffRole.of(row.getString("role")), Scope.of(row.getString("scope_kind"), row.getString("scope_id")));
        return new StaffGrant(
                row.getString("id"),
                row.getString("person_id"),
                grant,
                row.getString("granted_by"),
                row.getLong("created_ms"));
    }
}
