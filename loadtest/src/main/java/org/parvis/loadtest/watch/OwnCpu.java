package org.parvis.loadtest.watch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Processors this process uses. Event loop only. */
public final class OwnCpu {
    private final @Nullable OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private long cpuNs = system == null ? 0 : system.getProcessCpuTime();
    private long sinceNs = System.nanoTime();

    /** Begins to count. */
    public OwnCpu() {}

    /**
     * Processors used since the last call.
     *
     * @return 1 for one of them fully; NaN if the virtual machine does not tell
     */
    public double sinceLast() {
        if (system == null) {
            return Double.NaN;
        }
        long cpuNow = system.getProcessCpuTime();
        long now = System.nanoTime();
        double used = (double) (cpuNow - cpuNs) / Math.max(1, now - sinceNs);
        cpuNs = cpuNow;
        sinceNs = now;
        return used;
    }
}
