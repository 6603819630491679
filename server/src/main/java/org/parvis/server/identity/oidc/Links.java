package org.parvis.server.identity.oidc;

import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.oidc.OidcLogins.Verified;

/** Whom the providers' subjects are here. Methods run inside a transaction of the caller; any thread. */
public final class Links {
    private final InstantSource clock;

    /**
     * The links.
     *
     * @param clock the time
     */
    public Links(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Who somebody is here.
     *
     * @param db a transaction
     * @param verified at the provider
     * @return the person's id; empty for a newcomer
     */
    public Optional<String> person(Handle db, Verified verified) {
        return db.select(
                        "select person_id from identity_link where issuer = ? and subject = ?",
                        verified.issuer(),
                        verified.subject())
                .mapTo(String.class)
                .findFirst();
    }

    /**
     * Makes a person known by a provider's word from now on.
     *
     * @param db the transaction
     * @param verified at the provider; nobody's yet
     * @param personId here
     */
    public void add(Handle db, Verified verified, String personId) {
        db.execute("""
                insert into identity_link (issuer, subject, provider, person_id, created_ms)
                values (?, ?, ?, ?, ?)""", verified.issuer(), verified.subject(), verified.provider(), personId, clock.millis());
    }
}
