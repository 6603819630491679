package org.parvis.server.store.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key an endpoint's messages are signed with. Its text is for the owner of the endpoint only.
 *
 * <p>Any thread.
 */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    /** A new one of 256 random bits. */
    static WebhookSecret random() {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return new WebhookSecret(key);
    }

    /** As it stands in the database. */
    static WebhookSecret of(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("Not a webhook secret");
        }
        return new WebhookSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    }

    /**
     * What the owner of the endpoint puts into the settings of the receiving program.
     *
     * @return {@code whsec_} and base64
     */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    byte[] key() {
        return key.clone();
    }

    /** Nothing that may end in a log. */
    @Override
    public String toString() {
        return "WebhookSecret[***]";
    }
}
