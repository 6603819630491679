package org.parvis.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Runs code under test on one input and holds it to its time and memory. One thread at a time.
 *
 * <p>What is over a limit runs again, and counts when it is over each time: loading a class or filling a cache costs once,
 * a bad input costs always. Work must therefore be ready to be run again. Again, time is the processor's, since a busy
 * machine makes everything slow; who waits for ever instead is found by the fuzzer's own time-out.
 */
final class Meter {
    /** More than a second on one input is a hang. */
    private static final long HANG_NS = TimeUnit.SECONDS.toNanos(1);

    private static final int AGAIN = 3;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Allowance allowance;
    private final long hangNs;

    Meter(Allowance allowance) {
        this(allowance, HANG_NS);
    }

    Meter(Allowance allowance, long hangNs) {
        this.allowance = allowance;
        this.hangNs = hangNs;
    }

    /** What is measured. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /**
     * Runs the work.
     *
     * @param inputBytes size of the input, which the allowance may depend on
     * @param work reads the input and catches the exceptions that are in order; others pass through, unmeasured
     * @throws AssertionError when it takes too long or allocates too much, each time
     */
    void run(int inputBytes, Work work) throws Exception {
        long beganNs = System.nanoTime();
        long allocated = allocated(work);
        String fault = fault(inputBytes, System.nanoTime() - beganNs, allocated);
        for (int again = 0; again < AGAIN && !fault.isEmpty(); again++) {
            beganNs = THREADS.getCurrentThreadCpuTime();
            allocated = allocated(work);
            fault = fault(inputBytes, THREADS.getCurrentThreadCpuTime() - beganNs, allocated);
        }
        if (!fault.isEmpty()) {
            throw new AssertionError(fault);
        }
    }

    private static long allocated(Work work) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** What is over its limit, in words; empty when nothing is. */
    private String fault(int inputBytes, long spentNs, long allocatedBytes) {
        if (spentNs > hangNs) {
            return "%d ms for %d bytes of input".formatted(spentNs / 1_000_000, inputBytes);
        }
        if (allocatedBytes > allowance.of(inputBytes)) {
            return "%d bytes allocated for %d bytes of input, %d are allowed"
                    .formatted(allocatedBytes, inputBytes, allowance.of(inputBytes));
        }
        return "";
    }
}
