package org.parvis.server.store.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What speaks for an earlier use of a database, so that an empty or older one in its place is noticed.
 *
 * @param folder where a mark is kept for a database that is no file of this machine; empty to keep none
 * @param traces files that only a server which has run leaves behind
 * @param acceptLoss whether the operator knows that something is gone and wants to go on without it
 */
public record PriorUse(Optional<Path> folder, List<Path> traces, boolean acceptLoss) {
    /** Nothing is known. */
    public static final PriorUse UNKNOWN = new PriorUse(Optional.empty(), List.of(), false);

    /** Freezes the list. */
    public PriorUse {
        traces = List.copyOf(traces);
    }

    /**
     * The same with another answer of the operator.
     *
     * @param newAcceptLoss whether to go on without what is gone
     * @return a copy
     */
    public PriorUse withAcceptLoss(boolean newAcceptLoss) {
        return new PriorUse(folder, traces, newAcceptLoss);
    }
}
