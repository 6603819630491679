package org.parvis.server.api;

/**
 * Limits of the API that operators set.
 *
 * @param guestsPerMinute new guests from one address, on average; bursts may be five times that
 */
public record ApiConfig(int guestsPerMinute) {
    /** Checks the range. */
    public ApiConfig {
        if (guestsPerMinute < 1) {
            throw new IllegalArgumentException("guestsPerMinute is at least 1");
        }
    }
}
