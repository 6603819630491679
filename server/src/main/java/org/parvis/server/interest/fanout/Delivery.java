package org.parvis.server.interest.fanout;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the tick thread keeps about one event loop: mail of this tick, parcels under way, viewers.
 *
 * <p>At most {@link #MAX_IN_FLIGHT} parcels are under way. An event loop that is further behind gets no bytes until it
 * has caught up, and is told that it missed some; its mail waits, see {@link WaitingMail}. Tick thread only.
 */
final class Delivery {
    static final int MAX_IN_FLIGHT = 3;

    private final Post post;
    private final LongSupplier clock;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong tookNs = new AtomicLong();
    private long sentNs;
    private final WaitingMail mail;
    private boolean gap;
    private int viewers;

    Delivery(Post post, LongSupplier clock, DeliveryCounts counts) {
        mail = new WaitingMail(counts);
        this.post = post;
        this.clock = clock;
    }

    void add(Mail item) {
        mail.add(item);
    }

    /** Messages that wait. */
    int waiting() {
        return mail.size();
    }

    void viewers(int change) {
        viewers += change;
    }

    boolean isBehind() {
        return inFlight.get() >= MAX_IN_FLIGHT;
    }

    /** Hands over what there is; false when the event loop is behind and bytes were left out. */
    boolean send(@Nullable TickBytes bytes) {
        if (isBehind()) {
            gap |= bytes != null;
            return false;
        }
        if (mail.isEmpty() && (bytes == null || viewers == 0) && !gap) {
            return true;
        }
        List<Mail> sent = mail.take();
        boolean afterGap = gap;
        gap = false;
        inFlight.incrementAndGet();
        if (bytes != null) {
            bytes.hold(1);
        }
        sentNs = clock.getAsLong();
        post.deliver(new Parcel(sent, bytes, afterGap, this));
        return true;
    }

    /** A parcel is done with. Event loop. */
    void done(long parcelSentNs) {
        tookNs.lazySet(clock.getAsLong() - parcelSentNs);
        inFlight.decrementAndGet();
    }

    /** How long the event loop took for its last parcel, or has been busy with the present one, nanoseconds. */
    long lagNs() {
        return inFlight.get() == 0 ? tookNs.get() : Math.max(tookNs.get(), clock.getAsLong() - sentNs);
    }

    long sentNs() {
        return sentNs;
    }

    void missed() {
        gap = true;
    }
}
