package org.parvis.loadtest.report;

/**
 * Something that was asked of a run, and whether it held. Immutable; any thread.
 *
 * @param name what was asked
 * @param failure why it did not hold, a sentence; empty if it did
 */
public record Check(String name, String failure) {
    /**
     * Whether it held.
     *
     * @return true if there is no failure
     */
    public boolean held() {
        return failure.isEmpty();
    }
}
