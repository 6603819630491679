package org.parvis.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Node, npm and Chromium as found on this machine. Tests are skipped, with the reason, where one is missing. */
final class Tools {
    /** Tag of what is about the page alone, which no JDK runs: {@code .ci/run} does it once, not on each JDK. */
    static final String PAGE = "page";

    private static final Path WEB = Path.of(System.getProperty("parvis.root", ".."), "server", "web");
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private Tools() {}

    /** A file or folder below {@code server/web}. */
    static Path file(String path) {
        return WEB.resolve(path).toAbsolutePath().normalize();
    }

    static Path node() {
        return found("node", "Node 20 or newer is not installed");
    }

    static Path npm() {
        return found("npm", "npm is not installed");
    }

    static Path chromium() {
        return found("chromium", "Chromium is not installed; Debian: apt-get install chromium");
    }

    /** Makes {@code node_modules} what the lock file says, unless it already is; tests run in two processes. */
    static void install() throws IOException, InterruptedException {
        Path turn = WEB.resolve("../target/npm.turn");
        Files.createDirectories(turn.getParent());
        try (FileChannel channel = FileChannel.open(turn, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            installAlone();
        }
    }

    private static void installAlone() throws IOException, InterruptedException {
        Path lock = WEB.resolve("package-lock.json");
        Path stamp = WEB.resolve("node_modules").resolve(".parvis-lock");
        if (!Files.exists(stamp) || Files.mismatch(lock, stamp) >= 0) {
            // Not "npm ci": it insists on a lock entry for every platform that buf is built for.
            run(Map.of(), npm().toString(), "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts");
            Files.copy(lock, stamp);
        }
    }

    /** Runs a program in {@code server/web} and fails with its output when it fails. */
    static String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("parvis-web", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(WEB.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            String said = Files.readString(output);
            assertThat(ended)
                    .as("ended in time: %s%n%s", List.of(command), said)
                    .isTrue();
            assertThat(process.exitValue()).as("%s%n%s", List.of(command), said).isZero();
            return said;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static Path found(String program, String otherwise) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Optional<Path> file = Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(file.isPresent(), otherwise);
        return file.orElseThrow();
    }
}
