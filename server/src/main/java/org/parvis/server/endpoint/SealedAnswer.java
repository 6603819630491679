package org.parvis.server.endpoint;

import org.parvis.server.identity.secret.Opaque;
import org.parvis.server.identity.secret.Sealing;

/**
 * Answers as kept for a repeated request: readable with that request's Idempotency-Key only, of which the database knows
 * a hash. So tokens that an answer carried are in no table and no backup. Stateless.
 */
final class SealedAnswer {
    private static final String LABEL = "answer\n";

    private SealedAnswer() {}

    static String seal(String answer, String secret) {
        return Sealing.seal(answer, Opaque.digest(LABEL + secret));
    }

    static String open(String stored, String secret) {
        return Sealing.open(stored, Opaque.digest(LABEL + secret))
                .orElseThrow(() -> new IllegalStateException("A kept answer cannot be read; was the database edited?"));
    }
}
