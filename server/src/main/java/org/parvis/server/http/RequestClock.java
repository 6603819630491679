package org.parvis.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives a peer a bounded time for each request, counted to its last byte: a request that trickles in is as late as one
 * that never comes. And gives a reply a bounded time without any progress.
 *
 * <p>Event loop only.
 */
final class RequestClock {
    private static final int LOOKS = 2;

    private final Channel channel;
    private final HttpLimits limits;
    private final Runnable tooLate;
    private @Nullable Future<?> pending;
    private long lastPendingBytes;
    private long lastProgress;
    private int looksInVain;

    /** {@code tooLate} answers a request that did not arrive whole in time. */
    RequestClock(Channel channel, HttpLimits limits, Runnable tooLate) {
        this.channel = channel;
        this.limits = limits;
        this.tooLate = tooLate;
    }

    void awaitFirstRequest() {
        schedule(tooLate, limits.requestTimeoutMs());
    }

    void awaitNextRequest() {
        schedule(tooLate, limits.keepAliveMs());
    }

    void awaitReplyWritten() {
        lastPendingBytes = -1;
        looksInVain = 0;
        schedule(this::checkProgress, limits.writeStallMs() / LOOKS);
    }

    void stop() {
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }

    private void checkProgress() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        if (out == null) {
            return;
        }
        long bytes = out.totalPendingWriteBytes();
        long progress = out.currentProgress();
        boolean stalled = bytes > 0 && bytes == lastPendingBytes && progress == lastProgress;
        looksInVain = stalled ? looksInVain + 1 : 0;
        if (looksInVain == LOOKS) {
            channel.close();
            return;
        }
        lastPendingBytes = bytes;
        lastProgress = progress;
        schedule(this::checkProgress, limits.writeStallMs() / LOOKS);
    }

    private void schedule(Runnable task, long delayMs) {
        stop();
        pending = channel.eventLoop().schedule(task, delayMs, TimeUnit.MILLISECONDS);
    }
}
