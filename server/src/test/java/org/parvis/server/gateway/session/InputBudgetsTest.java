package org.parvis.server.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.server.gateway.session.InputBudgets.Overrun;
import org.parvis.server.gateway.socket.LoopPause;

/** What was sent while the server was held up comes all at once, and is no flood. */
@Tag("A40")
final class InputBudgetsTest {
    private static final long MS = 1_000_000;

    private final LoopPause pause = new LoopPause(0);
    private final InputBudgets budgets = new InputBudgets(SessionConfig.Budgets.DEFAULT, pause, 0);
    private long nowNs;

    @Test
    void movesThatWaitedDuringAPauseAreAllTaken() {
        walk(4_000);
        pass(20_000);
        assertThat(burst(400)).as("of 400 moves sent at 20 a second").isEqualTo(400);
        walk(10_000);
    }

    @Test
    void pauseIsWorthNoMoreThanItsTime() {
        walk(1_000);
        pass(20_000);
        int taken = burst(10_000);
        assertThat(taken).isBetween(500, 560);
        assertThat(budgets.overrun(nowNs)).isEqualTo(Overrun.WARN);
    }

    @Test
    void whatAPauseWasWorthIsNotSavedUp() {
        walk(1_000);
        pass(20_000);
        walk(10_000);
        assertThat(burst(10_000)).isLessThanOrEqualTo(51);
    }

    @Test
    void withoutAPauseABurstIsABurst() {
        walk(4_000);
        assertThat(burst(400)).isLessThanOrEqualTo(51);
    }

    /** Time in which the loop looks at the clock, and its person walks. */
    private void walk(int ms) {
        for (int passed = 0; passed < ms; passed += 50) {
            nowNs += 50 * MS;
            budgets.catchUp(nowNs);
            assertThat(budgets.moves().take(nowNs)).isTrue();
        }
    }

    /** Time in which nothing runs. */
    private void pass(int ms) {
        nowNs += ms * MS;
    }

    private int burst(int moves) {
        int taken = 0;
        for (int i = 0; i < moves; i++) {
            nowNs += MS / 100;
            budgets.catchUp(nowNs);
            taken += budgets.moves().take(nowNs) ? 1 : 0;
        }
        return taken;
    }
}
