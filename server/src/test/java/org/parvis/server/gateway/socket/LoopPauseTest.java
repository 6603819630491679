package org.parvis.server.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LoopPauseTest {
    private static final long MS = 1_000_000;

    @Test
    void looksThatComeInTimeAreNoPause() {
        LoopPause pause = new LoopPause(0);
        for (long ms = 0; ms < 60_000; ms += 500) {
            assertThat(pause.pausedNs(ms * MS)).isZero();
        }
        assertThat(pause.pausedNs(62_000 * MS)).as("a hiccup").isZero();
    }

    @Test
    void lateLookEndsAPauseOnce() {
        LoopPause pause = new LoopPause(0);
        assertThat(pause.pausedNs(20_000 * MS)).isEqualTo(20_000 * MS);
        assertThat(pause.pausedNs(20_001 * MS)).isEqualTo(20_000 * MS);
        assertThat(pause.pausedNs(20_500 * MS)).isEqualTo(20_000 * MS);
        assertThat(pause.pausedNs(30_500 * MS)).as("another one").isEqualTo(30_000 * MS);
    }
}
