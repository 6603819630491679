package org.parvis.server.identity.proof;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.secret.Opaque;

/**
 * Codes that people write down: 160 random bits as 32 characters of Crockford's alphabet in groups of four, one for each
 * person, shown once.
 *
 * <p>Only a SHA-256 is stored. A memory-hard hash is for words that people choose; against 160 random bits no speed of
 * guessing helps, and Argon2 would let anybody make the server work 80 ms for each wrong code.
 *
 * <p>A code stays good after use, since whoever lost a device has nothing else; a new one takes its place on request.
 */
public final class RecoveryCodes {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BYTES = 20;
    private static final int CHARACTERS = 32;
    private static final int GROUP = 4;
    private static final int MAX_TYPED = 128;

    private final InstantSource clock;

    /**
     * The codes.
     *
     * @param clock the time
     */
    public RecoveryCodes(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Gives a person a code, in place of the one before.
     *
     * @param db the transaction
     * @param personId whose
     * @return the code, to be shown once
     */
    public String issue(Handle db, String personId) {
        String code = grouped(Opaque.bytes(BYTES));
        db.execute("""
                insert into recovery_code (person_id, hash, created_ms) values (?, ?, ?)
                on conflict (person_id) do update set hash = excluded.hash, created_ms = excluded.created_ms""", personId, Opaque.hash(normal(code)), clock.millis());
        return code;
    }

    /**
     * Whose code it is.
     *
     * @param db a transaction
     * @param typed as somebody typed it: any case, with or without dashes and spaces, O for 0, I or L for 1
     * @return the person's id
     */
    public Optional<String> owner(Handle db, String typed) {
        String code = typed.length() > MAX_TYPED ? "" : normal(typed);
        return code.length() != CHARACTERS
                ? Optional.empty()
                : db.select("select person_id from recovery_code where hash = ?", Opaque.hash(code))
                        .mapTo(String.class)
                        .findFirst();
    }

    private static String grouped(byte[] bytes) {
        StringBuilder code = new StringBuilder();
        int bits = 0;
        int held = 0;
        int written = 0;
        for (byte b : bytes) {
            held = (held << 8) | (b & 0xFF);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                if (written > 0 && written % GROUP == 0) {
                    code.append('-');
                }
                code.append(ALPHABET.charAt((held >> bits) & 31));
                written++;
            }
            held &= (1 << bits) - 1;
        }
        return code.toString();
    }

    private static String normal(String typed) {
        return typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }
}
