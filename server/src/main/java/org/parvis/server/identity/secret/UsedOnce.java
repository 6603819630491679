package org.parvis.server.identity.secret;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * Remembers which short-lived tokens were used, for twice as long as they live. Any thread.
 *
 * <p>Holds at most {@value #MOST} entries; it takes that many well-signed tokens used within minutes, far more than the
 * limits on giving them out allow, to make it forget one early.
 */
public final class UsedOnce {
    private static final int MOST = 500_000;

    private final Cache<String, Object> used;

    /**
     * A memory.
     *
     * @param lifetimeMs how long the tokens live
     */
    public UsedOnce(long lifetimeMs) {
        used = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(Duration.ofMillis(2 * lifetimeMs))
                .build();
    }

    /**
     * Uses a token.
     *
     * @param id of the token
     * @param user who uses it: a transaction that is run again does not meet itself
     * @return true for the first user only, also among threads
     */
    public boolean use(String id, Object user) {
        Object earlier = used.asMap().putIfAbsent(id, user);
        return earlier == null || earlier == user;
    }
}
