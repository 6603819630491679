package org.parvis.server.store.ledger;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A movement between accounts: what some gain, others lose.
 *
 * @param kind what for, such as {@code award} or {@code order}
 * @param actor who caused it: a person's id or {@code system}
 * @param reason why, in words; may be empty
 * @param entries at least two; they sum to zero in each currency
 */
public record Posting(String kind, String actor, String reason, List<LedgerEntry> entries) {
    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if it does not balance
     * @throws ArithmeticException if a sum leaves the range of a long
     */
    public Posting {
        entries = List.copyOf(entries);
        if (kind.isBlank() || actor.isBlank()) {
            throw new IllegalArgumentException("A posting needs a kind and an actor");
        }
        if (entries.size() < 2) {
            throw new IllegalArgumentException("A posting has at least two entries");
        }
        Map<String, Long> sums = new TreeMap<>();
        entries.forEach(entry -> sums.merge(entry.currency(), entry.amountMinor(), Math::addExact));
        sums.forEach((currency, sum) -> {
            if (sum != 0) {
                throw new IllegalArgumentException("The posting is out of balance by " + sum + " " + currency);
            }
        });
    }

    /**
     * The usual case: one account gives, one takes.
     *
     * @param kind what for
     * @param actor who caused it
     * @param reason why
     * @param from the account that gives
     * @param gain what the other account gains; its amount may be negative to take back
     * @return a posting of two entries
     */
    public static Posting transfer(String kind, String actor, String reason, String from, LedgerEntry gain) {
        LedgerEntry loss = new LedgerEntry(from, gain.currency(), Math.negateExact(gain.amountMinor()));
        return new Posting(kind, actor, reason, List.of(loss, gain));
    }
}
