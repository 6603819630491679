package org.parvis.server.app;

import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.store.StoreException;

/** What somebody whose action needed the database is told when it failed. Stateless, any thread. */
final class StoreFailures {
    private static final int RETRY_MS = 2_000;

    private StoreFailures() {}

    /** Tells "nothing was done" from "nobody knows" and from a fault of ours. */
    static ActionOutcome outcome(Throwable failure) {
        if (!(failure instanceof StoreException away)) {
            return ActionOutcome.internal();
        }
        return switch (away.kind()) {
            case BUSY, UNAVAILABLE -> ActionOutcome.unavailable(RETRY_MS);
            case UNCERTAIN -> ActionOutcome.uncertain();
        };
    }
}
