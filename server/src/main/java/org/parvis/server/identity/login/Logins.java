package org.parvis.server.identity.login;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.Revocation;
import org.parvis.server.identity.Revocation.Cause;
import org.parvis.server.identity.revocation.RevocationLog;
import org.parvis.server.identity.secret.Opaque;

/**
 * Logins: who is signed in on which device, from the first token to the end.
 *
 * <p>A login is a family of refresh tokens, each good for one use that yields the next. Whoever shows one a second time
 * holds a copy: then nobody knows who is the thief, and the login ends for both. One exception is made for answers that
 * got lost on their way: for {@value #GRACE_MS} ms, and while its successor is unused, a token yields that same
 * successor again. A copy gains a thief nothing by it: as soon as both have used the successor, the login ends.
 *
 * <p>Methods run inside a transaction of the caller; any thread.
 */
public final class Logins {
    static final long GRACE_MS = 30_000;
    private static final long LIFETIME_MS = 180L * 24 * 3_600_000;
    private static final int MAX_TOKEN_CHARACTERS = 128;

    private final AccessTokens accessTokens;
    private final InstantSource clock;

    private record Shown(
            String familyId, String personId, String deviceId, boolean usable, long usedMs, String successor) {
        boolean isUnused() {
            return usedMs == 0;
        }
    }

    /**
     * The logins.
     *
     * @param accessTokens makes their access tokens
     * @param clock the time
     */
    public Logins(AccessTokens accessTokens, InstantSource clock) {
        this.accessTokens = accessTokens;
        this.clock = clock;
    }

    /**
     * Signs a person in, who has proved to be that person.
     *
     * @param db the transaction
     * @param personId who
     * @param device which device, or a new one
     * @return the first tokens of a new login
     */
    public SignedIn begin(Handle db, String personId, DeviceId device) {
        long nowMs = clock.millis();
        String familyId = Opaque.id("f_");
        db.execute(
                "insert into login_family (id, person_id, device_id, created_ms, expires_ms) values (?, ?, ?, ?, ?)",
                familyId,
                personId,
                device.text(),
                nowMs,
                nowMs + LIFETIME_MS);
        String first = Opaque.secret();
        insert(db, first, familyId, nowMs);
        return signedIn(personId, familyId, device.text(), first);
    }

    /**
     * Takes a refresh token for the next one.
     *
     * @param db the transaction, to be committed whatever comes of it
     * @param token any text
     * @return the next tokens, or that there are none
     */
    public Refresh refresh(Handle db, String token) {
        long nowMs = clock.millis();
        Optional<Shown> found = token.length() > MAX_TOKEN_CHARACTERS ? Optional.empty() : find(db, token, nowMs);
        if (found.isEmpty() || !found.get().usable()) {
            return new Refresh.Refused(false);
        }
        Shown shown = found.get();
        if (shown.isUnused()) {
            return new Refresh.Renewed(rotate(db, shown, token, nowMs));
        }
        boolean soon = Math.abs(nowMs - shown.usedMs()) < GRACE_MS;
        if (soon && !shown.successor().isEmpty()) {
            String again = Sealed.open(shown.successor(), token);
            return new Refresh.Renewed(signedIn(shown.personId(), shown.familyId(), shown.deviceId(), again));
        }
        end(db, shown.familyId(), Cause.REVOKED);
        return new Refresh.Refused(true);
    }

    private static Optional<Shown> find(Handle db, String token, long nowMs) {
        return db.select("""
                        select t.family_id, t.used_ms, t.successor, f.person_id, f.device_id, f.expires_ms, f.ended_ms
                        from refresh_token t join login_family f on f.id = t.family_id where t.hash = ?""", Opaque.hash(token))
                .map((row, ctx) -> {
                    long expiresMs = row.getLong("expires_ms");
                    boolean ended = row.getObject("ended_ms") != null;
                    String successor = row.getString("successor");
                    return new Shown(
                            row.getString("family_id"),
                            row.getString("person_id"),
                            row.getString("device_id"),
                            !ended && nowMs < expiresMs,
                            row.getLong("used_ms"),
                            successor == null ? "" : successor);
                })
                .findFirst();
    }

    private SignedIn rotate(Handle db, Shown shown, String token, long nowMs) {
        String next = Opaque.secret();
        // Using this token proves that its predecessor's answer arrived: no second chance for that one any more.
        db.execute("update refresh_token set successor = null where family_id = ?", shown.familyId());
        db.execute(
                "update refresh_token set used_ms = ?, successor = ? where hash = ?",
                nowMs,
                Sealed.seal(next, token),
                Opaque.hash(token));
        insert(db, next, shown.familyId(), nowMs);
        db.execute("update login_family set expires_ms = ? where id = ?", nowMs + LIFETIME_MS, shown.familyId());
        db.execute("update person set seen_ms = ? where id = ?", nowMs, shown.personId());
        return signedIn(shown.personId(), shown.familyId(), shown.deviceId(), next);
    }

    private static void insert(Handle db, String token, String familyId, long nowMs) {
        db.execute(
                "insert into refresh_token (hash, family_id, created_ms) values (?, ?, ?)",
                Opaque.hash(token),
                familyId,
                nowMs);
    }

    private SignedIn signedIn(String personId, String familyId, String deviceId, String refreshToken) {
        String accessToken = accessTokens.issue(new Bearer(personId, familyId));
        return new SignedIn(personId, familyId, deviceId, accessToken, refreshToken);
    }

    /**
     * Makes sure that a login goes on, so that an access token dies with it and not minutes later.
     *
     * @param db the transaction
     * @param bearer of an access token
     * @throws IdentityException of kind {@code LOGIN_ENDED}
     */
    public void check(Handle db, Bearer bearer) {
        boolean live = db.select(
                        "select 1 from login_family where id = ? and person_id = ? and ended_ms is null",
                        bearer.familyId(),
                        bearer.personId())
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
        if (!live) {
            throw new IdentityException(IdentityException.Kind.LOGIN_ENDED, "This login has ended; sign in again.");
        }
    }

    /**
     * Ends one login; nothing happens when it has ended already.
     *
     * @param db the transaction
     * @param familyId which
     * @param cause why
     */
    public void end(Handle db, String familyId, Cause cause) {
        long nowMs = clock.millis();
        int ended = db.execute(
                "update login_family set ended_ms = ?, ended_cause = ? where id = ? and ended_ms is null",
                nowMs,
                cause.text(),
                familyId);
        if (ended > 0) {
            db.execute("delete from refresh_token where family_id = ? and used_ms is null", familyId);
            RevocationLog.append(db, new Revocation(Revocation.Subject.FAMILY, familyId, cause), nowMs);
        }
    }

    /**
     * Ends the logins of everybody, and tells all live sessions.
     *
     * @param db the transaction
     * @param nowMs the time
     * @return how many logins ended
     */
    public static int endEverybodys(Handle db, long nowMs) {
        int ended = db.execute(
                "update login_family set ended_ms = ?, ended_cause = ? where ended_ms is null",
                nowMs,
                Cause.REVOKED.text());
        db.execute("delete from refresh_token where used_ms is null");
        RevocationLog.append(db, new Revocation(Revocation.Subject.PERSON, Revocation.EVERYBODY, Cause.REVOKED), nowMs);
        return ended;
    }

    /**
     * Ends every login of a person.
     *
     * @param db the transaction
     * @param personId whose
     * @param cause why
     * @return how many there were
     */
    public int endAll(Handle db, String personId, Cause cause) {
        List<String> families = db.select(
                        "select id from login_family where person_id = ? and ended_ms is null", personId)
                .mapTo(String.class)
                .list();
        families.forEach(family -> end(db, family, cause));
        RevocationLog.append(db, new Revocation(Revocation.Subject.PERSON, personId, cause), clock.millis());
        return families.size();
    }
}
