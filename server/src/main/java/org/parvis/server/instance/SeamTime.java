package org.parvis.server.instance;

import org.parvis.server.instance.feature.Time;
import org.parvis.server.instance.tick.InstanceTime;
import org.parvis.server.instance.tick.TickState;
import org.parvis.server.instance.tick.Timers;

/** Time of an instance and its timers, for features. Tick thread only. */
final class SeamTime implements Time {
    private final TickState state;
    private final InstanceTime time;
    private final Timers timers;

    SeamTime(TickState state, InstanceTime time, Timers timers) {
        this.state = state;
        this.time = time;
        this.timers = timers;
    }

    @Override
    public long nowMs() {
        state.ownership().check();
        return state.timeMs();
    }

    @Override
    public long utcMs() {
        return toUtcMs(nowMs());
    }

    @Override
    public long toUtcMs(long instanceMs) {
        state.ownership().check();
        return time.epochUtcMs() + instanceMs;
    }

    @Override
    public long toInstanceMs(long utcMs) {
        state.ownership().check();
        return utcMs - time.epochUtcMs();
    }

    @Override
    public Timer after(long delayMs, Runnable task) {
        return new Waiting(timers.add(nowMs() + delayMs, task));
    }

    @Override
    public Timer atUtc(long utcMs, Runnable task) {
        return after(Math.max(0, toInstanceMs(utcMs) - nowMs()), task);
    }

    private final class Waiting implements Timer {
        private final Timers.Entry entry;

        Waiting(Timers.Entry entry) {
            this.entry = entry;
        }

        @Override
        public boolean cancel() {
            state.ownership().check();
            return entry.cancel();
        }

        @Override
        public boolean isWaiting() {
            state.ownership().check();
            return entry.isWaiting();
        }
    }
}
