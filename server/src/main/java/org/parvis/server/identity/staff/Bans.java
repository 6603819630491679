package org.parvis.server.identity.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.Revocation;
import org.parvis.server.identity.Revocation.Cause;
import org.parvis.server.identity.Revocation.Subject;
import org.parvis.server.identity.Scope;
import org.parvis.server.identity.login.Bearer;
import org.parvis.server.identity.revocation.RevocationLog;
import org.parvis.server.identity.secret.Opaque;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditRecord;

/**
 * Bans: of a person, and of the devices the person was known to use, from the server, an organisation's venues or one
 * venue, for a time or for good. They outlive the person's data, by the opaque id.
 *
 * <p>Methods run inside a transaction of the caller; any thread.
 */
public final class Bans {
    private static final int MAX_REASON = 500;
    private static final int MAX_DEVICES = 50;
    private static final String ACTIVE = "b.lifted_ms is null and (b.until_ms is null or b.until_ms > ?) ";
    private static final String COLUMNS = """
            select b.id, b.person_id, b.scope_kind, b.scope_id, b.reason, b.created_by, b.created_ms, b.until_ms,
              (select count(*) from ban_device d where d.ban_id = b.id) as devices
            from ban b where\s""";

    private final InstantSource clock;

    /**
     * Where somebody may not go.
     *
     * @param fromServer true when nowhere
     * @param closedVenues venues, when not nowhere
     */
    public record Standing(boolean fromServer, Set<String> closedVenues) {
        /** Freezes the set. */
        public Standing {
            closedVenues = Set.copyOf(closedVenues);
        }

        /**
         * Goes on only for those who may go somewhere.
         *
         * @throws IdentityException of kind {@code BANNED}
         */
        public void refuseFromServer() {
            if (fromServer) {
                throw new IdentityException(IdentityException.Kind.BANNED, "You have been banned from this server.");
            }
        }
    }

    /**
     * What a new ban says.
     *
     * @param personId who
     * @param scope from where
     * @param untilMs until when, UTC milliseconds; empty for good
     * @param withDevices whether the person's devices are banned as well
     */
    public record Order(String personId, Scope scope, OptionalLong untilMs, boolean withDevices) {}

    /**
     * The bans.
     *
     * @param clock the time
     */
    public Bans(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Where somebody may not go now.
     *
     * @param db a transaction
     * @param bearer who, on which login and so on which device
     * @return the sum of all bans that hold
     */
    public Standing standing(Handle db, Bearer bearer) {
        List<Scope> scopes = db.select(
                        "select distinct b.scope_kind, b.scope_id from ban b where " + ACTIVE + """
                                and (b.person_id = ? or b.id in (select d.ban_id from ban_device d
                                  join login_family f on f.device_id = d.device_id where f.id = ?))""",
                        clock.millis(),
                        bearer.personId(),
                        bearer.familyId())
                .map((row, ctx) -> Scope.of(row.getString("scope_kind"), row.getString("scope_id")))
                .list();
        Set<String> venues = new HashSet<>();
        scopes.stream().filter(scope -> !scope.equals(Scope.SERVER)).forEach(scope -> venues.addAll(venues(db, scope)));
        return new Standing(scopes.contains(Scope.SERVER), venues);
    }

    /**
     * Bans somebody, from now on and wherever they are connected.
     *
     * @param db the transaction
     * @param order what is ordered; the person exists
     * @param deed who orders it, and why
     * @return the ban as stored
     * @throws IdentityException of kind {@code UNFIT} when it has no reason, or is over before it begins
     */
    public Ban impose(Handle db, Order order, Deed deed) {
        long nowMs = clock.millis();
        if (deed.reason().isBlank() || deed.reason().length() > MAX_REASON) {
            throw unfit("A ban needs a reason of at most " + MAX_REASON + " characters.");
        }
        if (order.untilMs().isPresent() && order.untilMs().getAsLong() <= nowMs) {
            throw unfit("A ban ends in the future.");
        }
        String id = Opaque.id("b_");
        db.execute(
                """
                insert into ban (id, person_id, scope_kind, scope_id, reason, created_by, created_ms, until_ms)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                id,
                order.personId(),
                order.scope().kind().text(),
                order.scope().id(),
                deed.reason(),
                deed.actor(),
                nowMs,
                order.untilMs().isPresent() ? (Long) order.untilMs().getAsLong() : null);
        expel(db, Subject.PERSON, order.personId(), order.scope());
        if (order.withDevices()) {
            banDevices(db, id, order);
        }
        note(db, "ban.imposed", order.personId(), order.scope(), deed);
        return find(db, id).orElseThrow();
    }

    private void expel(Handle db, Subject subject, String id, Scope scope) {
        for (String venue : venues(db, scope)) {
            RevocationLog.append(db, new Revocation(subject, id, Cause.BANNED, venue), clock.millis());
        }
    }

    private static List<String> venues(Handle db, Scope scope) {
        return switch (scope.kind()) {
            case SERVER -> List.of(Revocation.EVERYWHERE);
            case ORGANISATION -> Organisations.venues(db, scope.id());
            case VENUE -> List.of(scope.id());
        };
    }

    private void banDevices(Handle db, String banId, Order order) {
        String personId = order.personId();
        db.execute("""
                insert into ban_device (ban_id, device_id)
                select ?, device_id from login_family where person_id = ?
                group by device_id order by max(created_ms) desc limit ?""", banId, personId, MAX_DEVICES);
        List<String> others =
                db.select("""
                        select f.id from login_family f join ban_device d on d.device_id = f.device_id
                        where d.ban_id = ? and f.person_id <> ? and f.ended_ms is null""", banId, personId).mapTo(String.class).list();
        others.forEach(family -> expel(db, Subject.FAMILY, family, order.scope()));
    }

    /**
     * Ends a ban early.
     *
     * @param db the transaction
     * @param ban as found in this transaction
     * @param deed who lifts it, and why
     */
    public void lift(Handle db, Ban ban, Deed deed) {
        db.execute("update ban set lifted_ms = ?, lifted_by = ? where id = ?", clock.millis(), deed.actor(), ban.id());
        note(db, "ban.lifted", ban.personId(), ban.scope(), deed);
    }

    /**
     * A ban that holds.
     *
     * @param db a transaction
     * @param id any text
     * @return empty when there is none, or it is over
     */
    public Optional<Ban> find(Handle db, String id) {
        return db.select(COLUMNS + ACTIVE + "and b.id = ?", clock.millis(), id)
                .map((row, ctx) -> ban(row))
                .findFirst();
    }

    /**
     * Bans that hold, for a list.
     *
     * @param db a transaction
     * @param afterId the last one of the page before, or empty
     * @param limit at most so many
     * @return by id
     */
    public List<Ban> page(Handle db, String afterId, int limit) {
        return db.select(COLUMNS + ACTIVE + "and b.id > ? order by b.id limit ?", clock.millis(), afterId, limit)
                .map((row, ctx) -> ban(row))
                .list();
    }

    private static void note(Handle db, String action, String personId, Scope scope, Deed deed) {
        AuditLog.append(
                db,
                new AuditRecord(
                        deed.actor(), action, "person:" + personId, deed.reason(), AuditDetail.of("scope", scope)));
    }

    private static Ban ban(ResultSet row) throws SQLException {
        long untilMs = row.getLong("until_ms");
        return new Ban(
                row.getString("id"),
                row.getString("person_id"),
                Scope.of(row.getString("scope_kind"), row.getString("scope_id")),
                row.getString("reason"),
                row.getString("created_by"),
                row.getLong("created_ms"),
                untilMs == 0 ? OptionalLong.empty() : OptionalLong.of(untilMs),
                row.getInt("devices"));
    }

    private static IdentityException unfit(String sentence) {
        return new IdentityException(IdentityException.Kind.UNFIT, sentence);
    }
}
