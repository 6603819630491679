package org.parvis.server.store;

import java.security.SecureRandom;
import java.util.Base64;

/** Opaque ids nobody can guess or count. Any thread. */
public final class RandomId {
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomId() {}

    /**
     * A new id.
     *
     * @param prefix says what it is of, such as {@code evt_}
     * @return the prefix and 22 characters of base64url, 128 random bits
     */
    public static String next(String prefix) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
