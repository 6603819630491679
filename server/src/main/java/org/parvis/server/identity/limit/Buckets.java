package org.parvis.server.identity.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A token bucket for each asker of one quota. Time is monotonic: setting the clock changes nothing.
 *
 * <p>Any thread. Remembers at most {@value #MOST} askers; one that was forgotten starts with a full bucket, and only
 * buckets that would be full by then are forgotten for their age.
 */
public final class Buckets {
    private static final int MOST = 100_000;
    private static final double NS_PER_S = TimeUnit.SECONDS.toNanos(1);

    /** What sums of fractions may be off by; nobody waits a second longer for it. */
    private static final double ROUNDING = 1e-6;

    private final Quota quota;
    private final LongSupplier nowNs;
    private final Cache<String, Bucket> buckets;

    /** Guarded by itself. */
    private static final class Bucket {
        private double tokens;
        private long filledNs;

        Bucket(double tokens, long filledNs) {
            this.tokens = tokens;
            this.filledNs = filledNs;
        }
    }

    /**
     * Buckets of one quota.
     *
     * @param quota how much
     * @param nowNs monotonic nanoseconds, {@link System#nanoTime} but in tests
     */
    public Buckets(Quota quota, LongSupplier nowNs) {
        this.quota = quota;
        this.nowNs = nowNs;
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(Duration.ofSeconds((long) Math.ceil(quota.burst() / quota.perSecond()) + 1))
                .build();
    }

    /**
     * Takes one, if there is one.
     *
     * @param asker whose bucket
     * @return granted when there was one
     */
    public Allowance take(String asker) {
        return visit(asker, 1);
    }

    /**
     * Looks whether there is one, without taking it.
     *
     * @param asker whose bucket
     * @return granted when there is one
     */
    public Allowance look(String asker) {
        return visit(asker, 0);
    }

    private Allowance visit(String asker, int taken) {
        Bucket bucket = buckets.get(asker, key -> new Bucket(quota.burst(), nowNs.getAsLong()));
        synchronized (bucket) {
            long now = nowNs.getAsLong();
            double refilled = (now - bucket.filledNs) / NS_PER_S * quota.perSecond();
            bucket.tokens = Math.min(quota.burst(), bucket.tokens + refilled);
            bucket.filledNs = now;
            if (bucket.tokens < 1) {
                int waitS = (int) Math.ceil((1 - bucket.tokens) / quota.perSecond() - ROUNDING);
                return new Allowance(quota, false, 0, Math.max(1, waitS));
            }
            bucket.tokens -= taken;
            return new Allowance(quota, true, (int) bucket.tokens, 0);
        }
    }
}
