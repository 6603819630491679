package org.parvis.server.identity.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.parvis.server.store.RandomId;

/** Unguessable texts, and what may be stored of them. Any thread. */
public final class Opaque {
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Opaque() {}

    /**
     * A fresh id: 128 random bits.
     *
     * @param prefix says what it names, such as {@code p_}
     * @return the prefix and 22 characters
     */
    public static String id(String prefix) {
        return RandomId.next(prefix);
    }

    /**
     * A fresh secret: 256 random bits.
     *
     * @return 43 characters
     */
    public static String secret() {
        return BASE64.encodeToString(bytes(SECRET_BYTES));
    }

    /**
     * Random bytes.
     *
     * @param count how many
     * @return a fresh array
     */
    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /**
     * What is stored of a secret. A plain hash is enough for texts of at least 128 random bits: trying them all is out
     * of reach however fast the hash is, and a slow one would only help those who flood the server with wrong ones.
     *
     * @param secret the text
     * @return its SHA-256, in hex
     */
    public static String hash(String secret) {
        return HexFormat.of().formatHex(digest(secret));
    }

    /**
     * The SHA-256 of a text.
     *
     * @param text any
     * @return 32 bytes
     */
    public static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
