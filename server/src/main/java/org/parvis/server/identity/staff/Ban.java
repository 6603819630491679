package org.parvis.server.identity.staff;

import java.util.OptionalLong;
import org.parvis.server.identity.Scope;

/**
 * A ban as stored.
 *
 * @param id {@code b_} and 22 characters
 * @param personId who is kept out; may have been deleted since
 * @param scope from where
 * @param reason why
 * @param createdBy a person's id, or {@code operator}
 * @param createdMs UTC milliseconds
 * @param untilMs when it ends by itself; empty for never
 * @param devices how many devices it reaches besides
 */
public record Ban(
        String id,
        String personId,
        Scope scope,
        String reason,
        String createdBy,
        long createdMs,
        OptionalLong untilMs,
        int devices) {}
