package org.parvis.loadtest.capacity;

import java.util.List;

/**
 * A crowd of some size with the attempts made and the verdict on it. Immutable; any thread.
 *
 * @param people of the crowd
 * @param outcome the verdict
 * @param attempts in the order they were made
 */
public record Level(int people, Outcome outcome, List<Attempt> attempts) {
    /** Copies the list. */
    public Level {
        attempts = List.copyOf(attempts);
    }
}
