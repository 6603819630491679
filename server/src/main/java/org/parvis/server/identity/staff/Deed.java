package org.parvis.server.identity.staff;

/**
 * Who did something, and why: what every audit record of the staff needs.
 *
 * @param actor a person's id, or {@link #OPERATOR}
 * @param reason in the actor's words; may be empty where nobody is wronged
 */
public record Deed(String actor, String reason) {
    /** The actor of the command line, which only those have who own the database. */
    public static final String OPERATOR = "operator";
}
