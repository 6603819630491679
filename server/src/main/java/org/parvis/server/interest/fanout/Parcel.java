package org.parvis.server.interest.fanout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one tick has for the people of one event loop: mail, then bytes for frames. Made by the tick thread, read by the
 * event loop, which releases it.
 */
public final class Parcel {
    private final List<Mail> mail;
    private final @Nullable TickBytes bytes;
    private final boolean afterGap;
    private final Delivery delivery;
    private final long sentNs;

    Parcel(List<Mail> mail, @Nullable TickBytes bytes, boolean afterGap, Delivery delivery) {
        this.mail = mail;
        this.bytes = bytes;
        this.afterGap = afterGap;
        this.delivery = delivery;
        sentNs = delivery.sentNs();
    }

    /** Mail in the order of sending; to be handled before the frames. */
    public List<Mail> mail() {
        return mail;
    }

    /** The tick's bytes; null when no cell has anything new. Not to be used after {@link #release()}. */
    public @Nullable TickBytes bytes() {
        return bytes;
    }

    /** True when bytes of earlier ticks were left out because the event loop was behind: every cell needs a keyframe. */
    public boolean isAfterGap() {
        return afterGap;
    }

    /** Gives the bytes back. Once, event loop. */
    public void release() {
        if (bytes != null) {
            bytes.release();
        }
        delivery.done(sentNs);
    }
}
