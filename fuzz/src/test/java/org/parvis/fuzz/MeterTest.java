package org.parvis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final int BIG = 2 << 20;
    private static final long HASTE_NS = 10_000_000;

    private final Meter meter = new Meter(Allowance.MESSAGE);
    private byte[] kept = {};
    private int runs;

    @Test
    void whatAllocatesTooMuchEachTimeIsAFault() {
        assertThatThrownBy(() -> meter.run(10, () -> kept = new byte[BIG]))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("10 bytes of input, 1048576 are allowed");
        assertThat(kept).hasSize(BIG);
    }

    @Test
    void whatAllocatesOnceIsNone() throws Exception {
        meter.run(10, () -> {
            if (runs++ == 0) {
                kept = new byte[BIG];
            }
        });
        assertThat(runs).isEqualTo(2);
    }

    @Test
    void anAllowanceGrowsWithTheInput() throws Exception {
        new Meter(new Allowance(1_000_000, 2)).run(BIG, () -> kept = new byte[BIG]);
        assertThat(kept).hasSize(BIG);
    }

    @Test
    void whatTakesTooLongEachTimeIsAFault() {
        Meter hasty = new Meter(Allowance.MESSAGE, HASTE_NS);
        assertThatThrownBy(() -> hasty.run(3, MeterTest::spin))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ms for 3 bytes of input");
    }

    private static void spin() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long beganNs = threads.getCurrentThreadCpuTime();
        while (threads.getCurrentThreadCpuTime() - beganNs <= HASTE_NS) {
            Thread.onSpinWait();
        }
    }

    @Test
    void exceptionsOfTheWorkPassThrough() {
        assertThatThrownBy(() -> meter.run(0, () -> {
                    throw new IOException("of the work");
                }))
                .isInstanceOf(IOException.class);
    }
}
