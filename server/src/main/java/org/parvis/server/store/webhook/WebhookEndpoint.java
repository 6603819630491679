package org.parvis.server.store.webhook;

import java.util.Optional;

/**
 * Where an organiser wants messages sent. Its secret is told once, when it is made or changed, and is not in here.
 *
 * @param id opaque
 * @param url as registered
 * @param types such as {@code points.awarded,show.*}, or {@code *} for all, separated by commas
 * @param createdMs UTC milliseconds
 * @param failingSinceMs of the first failure after the last success; empty while all is well
 * @param disabledMs when it was switched off; empty while it is on
 * @param disabledReason why, in words; empty while it is on
 */
public record WebhookEndpoint(
        String id,
        String url,
        String types,
        long createdMs,
        Optional<Long> failingSinceMs,
        Optional<Long> disabledMs,
        String disabledReason) {
    private static final String TARGET = "webhook:";

    /**
     * Its name in the outbox.
     *
     * @return target of deliveries and dead letters
     */
    public String target() {
        return TARGET + id;
    }

    /** The endpoint that a target names. */
    static String idOf(String target) {
        return target.substring(TARGET.length());
    }

    /** Whether it wants messages of a type. */
    boolean wants(String type) {
        for (String wanted : types.split(",", -1)) {
            boolean all = wanted.equals("*");
            boolean family = wanted.endsWith(".*") && type.startsWith(wanted.substring(0, wanted.length() - 1));
            if (all || family || wanted.equals(type)) {
                return true;
            }
        }
        return false;
    }
}
