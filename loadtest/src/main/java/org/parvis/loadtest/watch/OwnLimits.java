package org.parvis.loadtest.watch;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this process may use, so that a tester that runs into its own limits says so before it begins instead of
 * blaming the server. Immutable; any thread.
 *
 * @param files that it may have open; 0 if unknown
 * @param filesOpen that are open already
 * @param ports from which it can call from one address; 0 if unknown
 * @param processors that it may use
 */
public record OwnLimits(long files, long filesOpen, int ports, int processors) {
    /** Files that a run opens besides its connections: classes, results, the server's metrics. */
    private static final long OTHER_FILES = 20;

    /** What one processor sends at most, by measurement ({@code docs/performance.md}). */
    private static final double MOVES_PER_PROCESSOR = 60_000;

    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})\\s+(\\d{1,5})");
    private static final Path PORT_RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /**
     * What a run needs.
     *
     * @param connections at the same time, of one tester
     * @param movesPerSecond of all its people together
     * @param fromOneAddress whether all are made from one address
     * @param serverHere whether the server is on this machine too
     */
    public record Need(int connections, double movesPerSecond, boolean fromOneAddress, boolean serverHere) {}

    /**
     * The limits of this process.
     *
     * @return as the system tells them
     */
    public static OwnLimits ofThisProcess() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        boolean known = system instanceof UnixOperatingSystemMXBean;
        UnixOperatingSystemMXBean unix = known ? (UnixOperatingSystemMXBean) system : null;
        return new OwnLimits(
                unix == null ? 0 : unix.getMaxFileDescriptorCount(),
                unix == null ? 0 : unix.getOpenFileDescriptorCount(),
                portsOfOneAddress(),
                Runtime.getRuntime().availableProcessors());
    }

    /**
     * Why a run cannot be made with these limits.
     *
     * @param need what it needs
     * @return a sentence each, with the cure; empty if it can
     */
    public List<String> obstacles(Need need) {
        List<String> found = new ArrayList<>();
        long wanted = need.connections + filesOpen + OTHER_FILES;
        if (files > 0 && wanted > files) {
            found.add(String.format(
                    Locale.ROOT,
                    "this process may open only %d files; %d people need about %d: raise the limit (ulimit -n %d), or"
                            + " run fewer people",
                    files,
                    need.connections,
                    upToTen(wanted),
                    upToTen(wanted)));
        }
        if (need.fromOneAddress && ports > 0 && need.connections > ports) {
            found.add(String.format(
                    Locale.ROOT,
                    "this machine has only %d ports to call from; %d people need one each: widen"
                            + " net.ipv4.ip_local_port_range, or run testers on several machines and merge",
                    ports,
                    need.connections));
        }
        return found;
    }

    /**
     * What a reader of the figures should know of these limits.
     *
     * @param need what the run needs
     * @return a sentence each
     */
    public List<String> notes(Need need) {
        List<String> found = new ArrayList<>();
        if (need.movesPerSecond > MOVES_PER_PROCESSOR) {
            found.add(String.format(
                    Locale.ROOT,
                    "the people send %.0f moves a second and a tester uses one processor, which is full at some %.0f:"
                            + " use --testers %d",
                    need.movesPerSecond,
                    MOVES_PER_PROCESSOR,
                    (int) Math.ceil(need.movesPerSecond / MOVES_PER_PROCESSOR)));
        }
        if (need.serverHere && processors == 1) {
            found.add("server and tester share one processor: the tester may be late before the server is full");
        }
        return found;
    }

    private static int portsOfOneAddress() {
        try {
            Matcher range = RANGE.matcher(Files.readString(PORT_RANGE, StandardCharsets.US_ASCII));
            return range.find() ? Integer.parseInt(range.group(2)) - Integer.parseInt(range.group(1)) + 1 : 0;
        } catch (IOException noLinux) {
            return 0;
        }
    }

    private static long upToTen(long count) {
        return (count + 9) / 10 * 10;
    }
}
