package org.parvis.server.instance;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Things to be done at a later tick, in the order of their ticks and of their setting. Tick thread only. */
final class Timers {
    private final PriorityQueue<Timer> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Timer::dueMs).thenComparingLong(Timer::order));
    private long order;

    void add(long dueMs, Runnable task) {
        waiting.add(new Timer(dueMs, order++, task));
    }

    /** Runs what is due; what they set for now waits for the next tick. */
    void run(long nowMs, TaskRunner runner) {
        long until = order;
        while (true) {
            Timer next = waiting.peek();
            if (next == null || next.dueMs() > nowMs || next.order() >= until) {
                return;
            }
            waiting.remove();
            runner.run(next.task());
        }
    }

    /** Runs a task so that its failure harms nothing else. */
    interface TaskRunner {
        void run(Runnable task);
    }

    private record Timer(long dueMs, long order, Runnable task) {}
}
