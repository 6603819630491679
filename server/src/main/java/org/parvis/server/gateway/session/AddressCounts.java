package org.parvis.server.gateway.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections each address has. Bounded by the sockets that may be open. Any thread. */
final class AddressCounts {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final int most;

    AddressCounts(int most) {
        this.most = most;
    }

    /** Counts a connection in; false when its address has too many. Every call wants a {@link #countOut}. */
    boolean countIn(String source) {
        return counts.merge(source, 1, Integer::sum) <= most;
    }

    void countOut(String source) {
        counts.computeIfPresent(source, (address, count) -> count == 1 ? null : count - 1);
    }
}
