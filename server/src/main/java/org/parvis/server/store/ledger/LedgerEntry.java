package org.parvis.server.store.ledger;

/**
 * One line of a posting.
 *
 * @param account whose, such as {@code person:p_…} or {@code system:awards}
 * @param currency ISO 4217 code, or {@code points}
 * @param amountMinor in the smallest unit (cents, points); positive: the account gains; never 0
 */
public record LedgerEntry(String account, String currency, long amountMinor) {
    /** Refuses lines that move nothing. */
    public LedgerEntry {
        if (account.isBlank() || currency.isBlank()) {
            throw new IllegalArgumentException("A ledger entry needs an account and a currency");
        }
        if (amountMinor == 0) {
            throw new IllegalArgumentException("A ledger entry of 0 moves nothing");
        }
    }
}
