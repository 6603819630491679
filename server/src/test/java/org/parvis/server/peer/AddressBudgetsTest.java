package org.parvis.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AddressBudgetsTest {
    private static final long MS = 1_000_000;

    private final AtomicLong nowNs = new AtomicLong(Long.MAX_VALUE - 5 * MS);
    private final AddressBudgets budgets = new AddressBudgets(10, 20, nowNs::get);

    private int takeAll(String address) {
        int taken = 0;
        while (budgets.take(address).granted()) {
            taken++;
        }
        return taken;
    }

    @Test
    void burstIsGrantedThenSoMuchASecond() {
        assertThat(takeAll("a")).isEqualTo(20);
        nowNs.addAndGet(1_000 * MS);
        assertThat(takeAll("a")).isEqualTo(10);
        nowNs.addAndGet(60_000 * MS);
        assertThat(takeAll("a")).isEqualTo(20);
    }

    @Test
    void answerTellsWhatIsLeftAndWhenToComeAgain() {
        assertThat(budgets.take("a")).isEqualTo(new AddressBudgets.Answer(true, 19, 100, 0));
        takeAll("a");
        assertThat(budgets.take("a")).isEqualTo(new AddressBudgets.Answer(false, 0, 2_000, 100));
        nowNs.addAndGet(100 * MS);
        assertThat(budgets.take("a").granted()).isTrue();
    }

    @Test
    void addressesDoNotDisturbEachOther() {
        takeAll("a");

        assertThat(takeAll("b")).isEqualTo(20);
    }

    @Test
    void refusalsCostNothing() {
        takeAll("a");
        for (int i = 0; i < 1_000; i++) {
            budgets.take("a");
        }
        nowNs.addAndGet(100 * MS);

        assertThat(takeAll("a")).isEqualTo(1);
    }

    @Test
    void memoryIsBoundedHoweverManyCome() {
        for (int i = 0; i < 3 * AddressBudgets.MOST_ADDRESSES; i++) {
            budgets.take("address " + i);
        }

        assertThat(budgets.size()).isLessThanOrEqualTo(AddressBudgets.MOST_ADDRESSES);
    }
}
