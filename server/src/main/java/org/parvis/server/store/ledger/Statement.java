package org.parvis.server.store.ledger;

/**
 * A line of an account's history.
 *
 * @param postingId of the movement
 * @param kind what for
 * @param reason why
 * @param atMs when, UTC milliseconds
 * @param currency of the amount
 * @param amountMinor gained, or lost when negative
 */
public record Statement(String postingId, String kind, String reason, long atMs, String currency, long amountMinor) {}
