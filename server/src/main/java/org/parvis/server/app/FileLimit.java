package org.parvis.server.app;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns when the operating system allows fewer open files than the configuration allows sockets. */
final class FileLimit {
    private static final Logger LOG = LoggerFactory.getLogger(FileLimit.class);
    private static final int OTHER_FILES = 200;

    private FileLimit() {}

    static void check(int maxConnections) {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
            return;
        }
        long files = unix.getMaxFileDescriptorCount();
        if (files < (long) maxConnections + OTHER_FILES) {
            LOG.warn(
                    "max-connections is {}, but this process may open only {} files: raise the limit (ulimit -n) to {}"
                            + " or lower the setting",
                    maxConnections,
                    files,
                    maxConnections + OTHER_FILES);
        }
    }
}
