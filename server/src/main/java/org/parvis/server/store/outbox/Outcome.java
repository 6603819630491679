package org.parvis.server.store.outbox;

import java.util.Optional;

/**
 * How a try went.
 *
 * @param error empty when the target took the message
 * @param gone whether the target said it wants no more, ever
 */
public record Outcome(Optional<String> error, boolean gone) {
    private static final int LONGEST_ERROR = 300;

    /** Taken. */
    public static final Outcome TAKEN = new Outcome(Optional.empty(), false);

    /**
     * Not taken; to be tried again.
     *
     * @param why in a line, for the operator; cut when long
     * @return an outcome
     */
    public static Outcome failed(String why) {
        return new Outcome(Optional.of(cut(why)), false);
    }

    /**
     * Not taken, and nothing will be.
     *
     * @param why in a line, for the operator
     * @return an outcome
     */
    public static Outcome gone(String why) {
        return new Outcome(Optional.of(cut(why)), true);
    }

    /**
     * Whether the message was taken.
     *
     * @return true if so
     */
    public boolean isTaken() {
        return error.isEmpty();
    }

    private static String cut(String why) {
        return why.length() > LONGEST_ERROR ? why.substring(0, LONGEST_ERROR) : why;
    }
}
