package org.parvis.server.gateway.session;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parvis.server.gateway.socket.LoopPause;

/**
 * Until when a connection may wait with its Hello. When the event loop was held up meanwhile, it begins anew, since the
 * Hello may lie there unread. Event loop of the connection.
 */
final class HelloDeadline {
    private final ChannelHandlerContext ctx;
    private final long ms;
    private final Runnable onLate;
    private @Nullable LoopPause pause;
    private @Nullable Future<?> task;

    HelloDeadline(ChannelHandlerContext ctx, long ms, Runnable onLate) {
        this.ctx = ctx;
        this.ms = ms;
        this.onLate = onLate;
    }

    void start() {
        long pausedNs = pausedNs();
        task = ctx.executor()
                .schedule(
                        () -> {
                            if (pausedNs() == pausedNs) {
                                onLate.run();
                            } else {
                                start();
                            }
                        },
                        ms,
                        TimeUnit.MILLISECONDS);
    }

    /** Leaves out pauses from now on; while it has not been started, or was stopped, nothing happens. */
    void leaveOut(LoopPause pauses) {
        pause = pauses;
        if (task != null) {
            stop();
            start();
        }
    }

    void stop() {
        if (task != null) {
            task.cancel(false);
            task = null;
        }
    }

    private long pausedNs() {
        LoopPause known = pause;
        return known == null ? 0 : known.pausedNs(System.nanoTime());
    }
}
