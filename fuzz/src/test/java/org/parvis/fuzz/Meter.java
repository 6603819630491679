package org.parvis.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs code under test on one input and holds it to its time and memory. One thread at a time.
 *
 * <p>What is over a limit runs a second time, and only then counts: loading a class, filling a cache or a busy machine
 * costs once, a bad input costs each time. Work must therefore do the same when it is run again.
 */
final class Meter {
    /** More than a second on one input is a hang. */
    private static final long HANG_NS = TimeUnit.SECONDS.toNanos(1);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Allowance allowance;
    private final long hangNs;
    private long spentNs;
    private long allocatedBytes;

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
     * @throws AssertionError when it takes too long or allocates too much, twice
     */
    void run(int inputBytes, Work work) throws Exception {
        if (fault(inputBytes, work).isPresent()) {
            Optional<String> again = fault(inputBytes, work);
            if (again.isPresent()) {
                throw new AssertionError(again.get());
            }
        }
    }

    private Optional<String> fault(int inputBytes, Work work) throws Exception {
        measure(work);
        if (spentNs > hangNs) {
            return Optional.of("%d ms for %d bytes of input".formatted(spentNs / 1_000_000, inputBytes));
        }
        if (allocatedBytes > allowance.of(inputBytes)) {
            return Optional.of("%d bytes allocated for %d bytes of input, %d are allowed"
                    .formatted(allocatedBytes, inputBytes, allowance.of(inputBytes)));
        }
        return Optional.empty();
    }

    private void measure(Work work) throws Exception {
        long beganNs = System.nanoTime();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            work.run();
        } finally {
            allocatedBytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            spentNs = System.nanoTime() - beganNs;
        }
    }
}
