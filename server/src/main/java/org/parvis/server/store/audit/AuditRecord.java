package org.parvis.server.store.audit;

/**
 * Something a member of staff or the server itself did.
 *
 * @param actor who: a person's id, or {@code system}, or {@code operator} for the command line
 * @param action what, in dotted words such as {@code ban.created}
 * @param target on whom or what, such as {@code person:p_…}; empty when on nothing in particular
 * @param reason why, in the actor's words; may be empty
 * @param detail more, as JSON; empty when there is no more. Never a secret
 */
public record AuditRecord(String actor, String action, String target, String reason, String detail) {
    /** Refuses records that say nothing. */
    public AuditRecord {
        if (actor.isBlank() || action.isBlank()) {
            throw new IllegalArgumentException("An audit record needs an actor and an action");
        }
    }
}
