package org.parvis.server.gateway.socket;

import io.netty.util.concurrent.EventExecutor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The pauses of each event loop of a port. Any thread; what it gives belongs to its loop. */
public final class LoopPauses {
    private final LongSupplier clock;
    private final Map<EventExecutor, LoopPause> byLoop = new ConcurrentHashMap<>();

    /** By the machine's clock. */
    public LoopPauses() {
        this(System::nanoTime);
    }

    LoopPauses(LongSupplier clock) {
        this.clock = clock;
    }

    LongSupplier clock() {
        return clock;
    }

    LoopPause of(EventExecutor loop) {
        return byLoop.computeIfAbsent(loop, l -> new LoopPause(clock.getAsLong()).watch(l, clock));
    }
}
