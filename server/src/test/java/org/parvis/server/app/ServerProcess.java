package org.parvis.server.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.parvis.server.testing.TestDatabase;
import picocli.CommandLine;

/** The packaged server, run as people run it. Closing kills the process, whatever state it is in. */
public final class ServerProcess implements AutoCloseable {
    private static final String READY = "parvis ready on ";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final Path output;
    private final Path errors;

    private ServerProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** What starts the packaged server with these arguments, with one compiler: it lives for seconds. */
    public static List<String> command(String... arguments) {
        Path jar = Path.of(System.getProperty("parvis.root", ".."), "server", "target", "parvis-server.jar");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A new bootstrap token for the server that uses this data directory, by the command line of admins. */
    public static String bootstrapToken(Path dataDir) throws IOException {
        StringWriter out = new StringWriter();
        CommandLine command = Main.commandLine(Map.of());
        command.setOut(new PrintWriter(out));
        List<String> words = new ArrayList<>(List.of("admin", "bootstrap"));
        words.addAll(TestDatabase.flags(dataDir));
        int exitCode = command.execute(words.toArray(String[]::new));
        if (exitCode != 0) {
            throw new AssertionError("No bootstrap token: " + exitCode);
        }
        return out.toString().strip();
    }

    public static ServerProcess start(Path folder, String... arguments) throws IOException {
        return start(folder, command(arguments));
    }

    /** Runs a command, such as {@link #command} with further flags for the virtual machine. */
    public static ServerProcess start(Path folder, List<String> command) throws IOException {
        Path output = Files.createTempFile(folder, "out", ".txt");
        Path errors = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PARVIS_") || name.startsWith("JAVA_TOOL"));
        if (!command.contains("--db")) {
            int dataDir = command.indexOf("--data-dir");
            builder.environment()
                    .putAll(TestDatabase.environment(
                            dataDir < 0 ? folder.resolve("data") : Path.of(command.get(dataDir + 1))));
        }
        return new ServerProcess(builder.start(), output, errors);
    }

    public void awaitReady() {
        awaitReady(PATIENCE);
    }

    /** For those who let much else happen at the same time. */
    public void awaitReady(Duration patience) {
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> readyLine().isPresent() || !process.isAlive());
        if (readyLine().isEmpty()) {
            throw new AssertionError("Not ready: " + output() + errors());
        }
    }

    public URI address(String path) {
        String origin = readyLine().orElseThrow().substring(READY.length());
        return URI.create(origin + path);
    }

    public void terminate() {
        process.destroy();
    }

    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("Still running: " + output() + errors());
        }
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    public List<String> output() {
        return lines(output);
    }

    public List<String> errors() {
        return lines(errors);
    }

    private Optional<String> readyLine() {
        return output().stream().filter(line -> line.startsWith(READY)).findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError("Cannot read " + file, e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
