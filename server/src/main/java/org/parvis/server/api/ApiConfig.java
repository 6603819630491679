package org.parvis.server.api;

import org.parvis.server.identity.GuestPolicy;

/**
 * Limits of the API that operators set.
 *
 * @param guestsPerMinute new guests from one address, on average; bursts may be five times that
 * @param guests who may come in without an account; no guests are made where none may
 */
public record ApiConfig(int guestsPerMinute, GuestPolicy guests) {
    /**
     * Limits of a server that welcomes guests.
     *
     * @param guestsPerMinute new guests from one address, on average; bursts may be five times that
     */
    public ApiConfig(int guestsPerMinute) {
        this(guestsPerMinute, GuestPolicy.WITH_IDENTITY);
    }

    /** Checks the range. */
    public ApiConfig {
        if (guestsPerMinute < 1) {
            throw new IllegalArgumentException("guestsPerMinute is at least 1");
        }
    }
}
