package org.parvis.server.identity.staff;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.Grant;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.Scope;
import org.parvis.server.identity.StaffRole;
import org.parvis.server.identity.secret.Opaque;
import org.parvis.server.store.DbTime;

/**
 * The way to the first admin: a token printed once to whoever starts the server, good once and for a week. Only its hash
 * is stored. Stateless; inside a transaction of the caller.
 */
public final class Bootstrap {
    private static final long LIFETIME_MS = 7L * 24 * 3_600_000;
    private static final int MAX_CHARACTERS = 128;

    private Bootstrap() {}

    /**
     * A token for a server that has neither an admin nor a token.
     *
     * @param db the transaction
     * @return to be printed, never logged; empty when there is one of either
     */
    public static Optional<String> first(Handle db) {
        boolean known = db.select("select 1 from bootstrap_token where expires_ms > ?", DbTime.nowMs(db))
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
        return known || Grants.serverAdmins(db) > 0 ? Optional.empty() : Optional.of(renew(db));
    }

    /**
     * A token in place of all before.
     *
     * @param db the transaction
     * @return to be printed, never logged
     */
    public static String renew(Handle db) {
        long nowMs = DbTime.nowMs(db);
        String token = "pb_" + Opaque.secret();
        db.execute("delete from bootstrap_token");
        db.execute(
                "insert into bootstrap_token (hash, created_ms, expires_ms) values (?, ?, ?)",
                Opaque.hash(token),
                nowMs,
                nowMs + LIFETIME_MS);
        return token;
    }

    /**
     * Makes whoever has the token admin of the server.
     *
     * @param db the transaction
     * @param personId who
     * @param token any text
     * @return the role
     * @throws IdentityException of kind {@code NOT_PROVEN}, or {@code CONFLICT} for somebody who is admin already, whom
     *     it leaves the token
     */
    public static StaffGrant redeem(Handle db, String personId, String token) {
        int spent = token.length() > MAX_CHARACTERS
                ? 0
                : db.execute(
                        "delete from bootstrap_token where hash = ? and expires_ms > ?",
                        Opaque.hash(token),
                        DbTime.nowMs(db));
        if (spent == 0) {
            throw new IdentityException(
                    IdentityException.Kind.NOT_PROVEN, "This token is not good (any more); the operator can make one.");
        }
        Deed deed = new Deed(personId, "bootstrap token");
        return Grants.give(db, personId, new Grant(StaffRole.ADMIN, Scope.SERVER), deed);
    }
}
