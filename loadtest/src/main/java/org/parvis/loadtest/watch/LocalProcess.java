package org.parvis.loadtest.watch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The server's process, when it runs on this machine and this machine is a Linux that lets us look: found by
 * the socket that listens on the server's port. Immutable; any thread.
 */
final class LocalProcess {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    private final Path folder;

    private LocalProcess(Path folder) {
        this.folder = folder;
    }

    /** The process that serves an address; empty when it is elsewhere or cannot be seen. */
    static Optional<LocalProcess> serving(String host, int port) {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                return Optional.empty();
            }
            Optional<String> socket = listeningSocket(port);
            return socket.isEmpty() ? Optional.empty() : owner(socket.get()).map(LocalProcess::new);
        } catch (UnknownHostException e) {
            return Optional.empty(); // whoever connects will say so better
        } catch (IOException e) {
            return Optional.empty(); // no Linux
        }
    }

    /** Memory of the process that is in the machine's memory, bytes; NaN when it has ended. */
    double residentBytes() {
        return field("status", "VmRSS:")
                .map(text -> Double.parseDouble(text.split(" ", 2)[0]) * 1024)
                .orElse(Double.NaN);
    }

    /** Processors the process may use, such as {@code 0} or {@code 0-3}; empty when it has ended. */
    Optional<String> pinnedTo() {
        return field("status", "Cpus_allowed_list:");
    }

    private Optional<String> field(String file, String name) {
        try {
            return Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).trim())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // the process has ended
        }
    }

    private static Optional<String> listeningSocket(int port) throws IOException {
        String wanted = String.format(":%04X", port);
        for (String table : new String[] {"tcp", "tcp6"}) {
            Optional<String> inode = Files.readAllLines(PROC.resolve("net").resolve(table)).stream()
                    .map(line -> line.trim().split("\\s+"))
                    .filter(cells -> cells.length > 9 && cells[1].endsWith(wanted) && cells[3].equals(LISTENING))
                    .map(cells -> cells[9])
                    .findFirst();
            if (inode.isPresent()) {
                return Optional.of("socket:[" + inode.get() + "]");
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> owner(String socket) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, socket)) {
                    return Optional.of(process);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, String socket) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file)
                        && Files.readSymbolicLink(file).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // somebody else's process, or one that has just ended
        }
        return false;
    }
}
