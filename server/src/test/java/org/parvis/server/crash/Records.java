package org.parvis.server.crash;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** What clients were told by the server, and what went wrong by their own account. Any thread. */
final class Records {
    /** Points that somebody was awarded; the reason is different each time. */
    record Award(String reason, String personId, long points, JsonNode answer) {}

    private final Map<String, Award> awards = new ConcurrentHashMap<>();
    private final Map<String, Long> settings = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    private final AtomicLong acknowledged = new AtomicLong();

    /** Requests that were sent and whose answer never came, so that they were sent again. */
    final AtomicLong unanswered = new AtomicLong();
    /** Requests sent again although they had been answered. */
    final AtomicLong repeated = new AtomicLong();
    /** Requests that were answered with "try again". */
    final AtomicLong putOff = new AtomicLong();
    /** Logins continued with a refresh token. */
    final AtomicLong refreshed = new AtomicLong();

    void awarded(Award award) {
        acknowledged.incrementAndGet();
        if (awards.put(award.reason(), award) != null) {
            fault("two awards for " + award.reason());
        }
    }

    /** The person exists, or has changed; the number says which change was the last. */
    void acknowledged(String personId, long change) {
        acknowledged.incrementAndGet();
        settings.put(personId, change);
    }

    void fault(String what) {
        faults.add(what);
    }

    Map<String, Award> awards() {
        return awards;
    }

    /** Everybody, with the last change of each that was acknowledged. */
    Map<String, Long> people() {
        return settings;
    }

    long pointsOf(String personId) {
        return awards.values().stream()
                .filter(award -> award.personId().equals(personId))
                .mapToLong(Award::points)
                .sum();
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /** All acknowledged writes. */
    long acknowledged() {
        return acknowledged.get();
    }
}
