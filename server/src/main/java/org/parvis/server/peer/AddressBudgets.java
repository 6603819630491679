package org.parvis.server.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * So much a second for each address, and a burst: a token bucket for each, kept as the one number of the generic cell
 * rate algorithm (when the bucket will be full again).
 *
 * <p>At most {@value #MOST_ADDRESSES} addresses are remembered, for as long as it takes an empty bucket to fill: an
 * address that is forgotten would have a full bucket anyway, except when more addresses than that come at once, and then
 * it is the number of connections that protects. Any thread, without locks.
 */
public final class AddressBudgets {
    /** Addresses remembered at once. */
    public static final int MOST_ADDRESSES = 65_536;

    private final int perSecond;
    private final int burst;
    private final long intervalNs;
    private final long burstNs;
    private final LongSupplier nanoClock;
    private final Cache<String, AtomicLong> fullAtNs;

    /**
     * Buckets.
     *
     * @param perSecond what refills each second, at least 1
     * @param burst what a bucket holds, at least {@code perSecond}
     */
    public AddressBudgets(int perSecond, int burst) {
        this(perSecond, burst, System::nanoTime);
    }

    AddressBudgets(int perSecond, int burst, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoClock = nanoClock;
        intervalNs = TimeUnit.SECONDS.toNanos(1) / perSecond;
        burstNs = intervalNs * burst;
        fullAtNs = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                .expireAfterAccess(Duration.ofNanos(burstNs).plusSeconds(1))
                .executor(Runnable::run)
                .build();
    }

    /**
     * What a bucket answers.
     *
     * @param granted whether there was a token, which is taken now
     * @param remaining tokens left
     * @param fullInMs until the bucket is full again
     * @param retryInMs until there is a token; 0 when one was granted
     */
    public record Answer(boolean granted, int remaining, long fullInMs, long retryInMs) {}

    /**
     * Takes a token, if there is one.
     *
     * @param address whose
     * @return what became of it
     */
    public Answer take(String address) {
        long nowNs = nanoClock.getAsLong();
        AtomicLong bucket = fullAtNs.get(address, fresh -> new AtomicLong(nowNs));
        while (true) {
            long knownNs = bucket.get();
            long fullNs = Math.max(knownNs - nowNs, 0);
            if (fullNs + intervalNs > burstNs) {
                return new Answer(false, 0, roundedUpMs(fullNs), roundedUpMs(fullNs + intervalNs - burstNs));
            }
            long nextNs = fullNs + intervalNs;
            if (bucket.compareAndSet(knownNs, nowNs + nextNs)) {
                return new Answer(true, (int) ((burstNs - nextNs) / intervalNs), roundedUpMs(nextNs), 0);
            }
        }
    }

    private static long roundedUpMs(long ns) {
        return TimeUnit.NANOSECONDS.toMillis(ns + TimeUnit.MILLISECONDS.toNanos(1) - 1);
    }

    /**
     * How much refills.
     *
     * @return tokens a second
     */
    public int perSecond() {
        return perSecond;
    }

    /**
     * How much a bucket holds.
     *
     * @return tokens
     */
    public int burst() {
        return burst;
    }

    /** How many addresses are remembered, about. */
    long size() {
        fullAtNs.cleanUp();
        return fullAtNs.estimatedSize();
    }
}
