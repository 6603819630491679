package org.parvis.server.identity.proof;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.secret.Opaque;

/**
 * The keys of people's devices: the private half never leaves the device, so there is nothing to steal here.
 *
 * <p>Methods with a handle run inside a transaction of the caller; any thread.
 */
public final class DeviceKeys {
    private static final int MOST = 10;
    private static final int MAX_LABEL = 64;
    private static final String COLUMNS =
            "select id, person_id, public_key, label, created_ms, used_ms from device_key ";

    private final DeviceChallenges challenges;
    private final InstantSource clock;

    /**
     * What a device signed.
     *
     * @param challenge the text it was given
     * @param signature r and s of ES256 in 64 bytes, base64url
     * @param request the one it came with, the same object when a transaction is run again
     */
    public record Signed(String challenge, String signature, Object request) {}

    /**
     * The keys.
     *
     * @param challenges what devices sign
     * @param clock the time
     */
    public DeviceKeys(DeviceChallenges challenges, InstantSource clock) {
        this.challenges = challenges;
        this.clock = clock;
    }

    /**
     * Checks a key that a device offers. No database; about a millisecond.
     *
     * @param jwk the public key
     * @param signed proves that the device has the private half
     * @return the key in the form to be stored
     * @throws IdentityException of kind {@code UNFIT} or {@code NOT_PROVEN}
     */
    public String proven(String jwk, Signed signed) {
        String publicKey = KeySignature.publicKey(jwk);
        challenges.take(signed.challenge(), signed.request());
        if (!KeySignature.isGood(publicKey, signed.challenge(), signed.signature())) {
            throw notProven();
        }
        return publicKey;
    }

    /**
     * Stores a key.
     *
     * @param db the transaction
     * @param personId whose
     * @param publicKey as {@link #proven}
     * @param label what to call the device, up to {@value #MAX_LABEL} characters
     * @return the key as stored
     * @throws IdentityException of kind {@code CONFLICT} when the person has {@value #MOST} already
     */
    public DeviceKey add(Handle db, String personId, String publicKey, String label) {
        if (label.isBlank() || label.length() > MAX_LABEL) {
            throw new IdentityException(
                    IdentityException.Kind.UNFIT, "A device's label has 1 to " + MAX_LABEL + " characters.");
        }
        if (list(db, personId).size() >= MOST) {
            throw new IdentityException(
                    IdentityException.Kind.CONFLICT, "There are " + MOST + " devices already; remove one first.");
        }
        DeviceKey key = new DeviceKey(Opaque.id("d_"), personId, publicKey, label.strip(), clock.millis(), 0);
        db.execute(
                "insert into device_key (id, person_id, public_key, label, created_ms) values (?, ?, ?, ?, ?)",
                key.id(),
                personId,
                publicKey,
                key.label(),
                key.createdMs());
        return key;
    }

    /**
     * A person's keys.
     *
     * @param db a transaction
     * @param personId whose
     * @return the oldest first
     */
    public List<DeviceKey> list(Handle db, String personId) {
        return db.select(COLUMNS + "where person_id = ? order by created_ms, id", personId)
                .map((row, ctx) -> key(row))
                .list();
    }

    /**
     * Forgets a key.
     *
     * @param db the transaction
     * @param personId whose it must be
     * @param keyId which
     * @return false when the person has no such key
     */
    public boolean remove(Handle db, String personId, String keyId) {
        return db.execute("delete from device_key where id = ? and person_id = ?", keyId, personId) > 0;
    }

    /**
     * Whose device signed. Takes about a millisecond besides the database.
     *
     * @param db the transaction
     * @param keyId which key is said to have signed
     * @param signed what it signed
     * @return the person's id
     * @throws IdentityException of kind {@code NOT_PROVEN}, the same whether the key or the signature is wrong
     */
    public String owner(Handle db, String keyId, Signed signed) {
        challenges.take(signed.challenge(), signed.request());
        Optional<DeviceKey> key = db.select(COLUMNS + "where id = ?", keyId)
                .map((row, ctx) -> key(row))
                .findFirst();
        if (key.isEmpty() || !KeySignature.isGood(key.get().publicKey(), signed.challenge(), signed.signature())) {
            throw notProven();
        }
        db.execute("update device_key set used_ms = ? where id = ?", clock.millis(), keyId);
        return key.get().personId();
    }

    private static DeviceKey key(ResultSet row) throws SQLException {
        return new DeviceKey(
                row.getString("id"),
                row.getString("person_id"),
                row.getString("public_key"),
                row.getString("label"),
                row.getLong("created_ms"),
                row.getLong("used_ms"));
    }

    private static IdentityException notProven() {
        return new IdentityException(
                IdentityException.Kind.NOT_PROVEN, "The signature is not one of the device it is said to be of.");
    }
}
