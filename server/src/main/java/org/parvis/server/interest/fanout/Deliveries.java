package org.parvis.server.interest.fanout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.parvis.server.interest.plan.InterestConfig;

/**
 * The way from the tick to the event loops: the blocks of bytes in use, and one {@link Delivery} for each event loop.
 * Tick thread only.
 */
public final class Deliveries {
    private static final int MAX_BLOCKS = 16;

    private final int cellCount;
    private final InterestConfig config;
    private final LongSupplier clock;
    private final List<TickBytes> blocks = new ArrayList<>();
    private final Map<Post, Delivery> byPost = new HashMap<>();
    private final List<Delivery> all = new ArrayList<>();
    private final DeliveryCounts counts = new DeliveryCounts();
    private long gaps;

    /**
     * Makes one without any event loop.
     *
     * @param cellCount cells of the instance
     * @param config rings
     * @param clock monotonic nanoseconds, any thread
     */
    public Deliveries(int cellCount, InterestConfig config, LongSupplier clock) {
        this.cellCount = cellCount;
        this.config = config;
        this.clock = clock;
    }

    /** Queues mail; it leaves at the end of the tick. */
    public void mail(Mail item) {
        of(item.to()).add(item);
    }

    /** Whether what can be told later should wait, because the recipient's event loop is behind. */
    public boolean isBehind(Recipient recipient) {
        return of(recipient).isBehind();
    }

    /** What waits and what was given up. Any thread. */
    public DeliveryCounts counts() {
        return counts;
    }

    /** Counts viewers of a recipient's event loop: bytes go only where somebody looks. */
    public void viewers(Recipient recipient, int change) {
        of(recipient).viewers(change);
    }

    /** An empty block for a tick's bytes; null when event loops still hold all there may be. */
    public @Nullable TickBytes freeBlock(int tick) {
        TickBytes free = null;
        for (int i = 0; i < blocks.size() && free == null; i++) {
            if (blocks.get(i).isFree()) {
                free = blocks.get(i);
            }
        }
        if (free == null && blocks.size() < MAX_BLOCKS) {
            free = new TickBytes(cellCount, config);
            blocks.add(free);
        }
        if (free != null) {
            free.begin(tick);
        }
        return free;
    }

    /** Notes that a tick had changes and no block for them: everybody needs keyframes. */
    public void missed() {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).missed();
        }
    }

    /** Hands each event loop its mail and the tick's bytes; null when no cell has anything new. */
    public void handOver(@Nullable TickBytes bytes) {
        // The tick thread holds the block too, so that a fast event loop cannot free it before the last got it.
        if (bytes != null) {
            bytes.hold(1);
        }
        long waiting = 0;
        for (int i = all.size() - 1; i >= 0; i--) {
            if (!all.get(i).send(bytes)) {
                gaps++;
                waiting += all.get(i).waiting();
            }
        }
        counts.waits(waiting);
        if (bytes != null) {
            bytes.release();
        }
    }

    /** How often an event loop was too far behind to be given a tick's bytes. */
    public long gaps() {
        return gaps;
    }

    /** How long the slowest event loop took to write a tick's frames, or has been at it, nanoseconds. */
    public long lagNs() {
        long longest = 0;
        for (int i = 0; i < all.size(); i++) {
            longest = Math.max(longest, all.get(i).lagNs());
        }
        return longest;
    }

    private Delivery of(Recipient recipient) {
        Delivery known = byPost.get(recipient.post());
        if (known == null) {
            known = new Delivery(recipient.post(), clock, counts);
            byPost.put(recipient.post(), known);
            all.add(known);
        }
        return known;
    }
}
