package org.parvis.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.parvis.server.store.engine.TestClock;

/** The system's clock set forward and back under a running server. */
final class SteadyClockTest {
    private final TestClock wall = new TestClock();
    private final AtomicLong elapsedNs = new AtomicLong();
    private final SteadyClock steady = new SteadyClock(wall, elapsedNs::get);

    private void pass(Duration time) {
        wall.advance(time);
        elapsedNs.addAndGet(time.toNanos());
    }

    @Test
    void followsTheSystemForward() {
        long startMs = steady.millis();

        pass(Duration.ofSeconds(5));
        assertThat(steady.millis() - startMs).isEqualTo(5_000);
        wall.advance(Duration.ofHours(1));
        assertThat(steady.millis() - startMs).isEqualTo(3_605_000);
    }

    @Test
    void anHourBackIsMadeUpForInTwoWithoutEverGoingBack() {
        long startMs = steady.millis();
        wall.advance(Duration.ofHours(-1));

        long lastMs = startMs;
        for (int minute = 1; minute <= 120; minute++) {
            pass(Duration.ofMinutes(1));
            long nowMs = steady.millis();
            assertThat(nowMs).isGreaterThanOrEqualTo(lastMs);
            lastMs = nowMs;
        }
        assertThat(lastMs - startMs).isEqualTo(Duration.ofHours(1).toMillis());

        pass(Duration.ofMinutes(1));
        assertThat(steady.millis()).isEqualTo(wall.millis());
    }

    @Test
    void manyLooksWithinAMillisecondDoNotStopIt() {
        long startMs = steady.millis();
        wall.advance(Duration.ofHours(-1));

        for (int i = 0; i < 40_000; i++) {
            elapsedNs.addAndGet(50_000);
            steady.millis();
        }

        assertThat(steady.millis() - startMs).isEqualTo(1_000);
    }
}
