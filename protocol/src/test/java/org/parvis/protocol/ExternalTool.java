package org.parvis.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program that the machine may have, and keeps what it says. */
final class ExternalTool {

    private static final long TIMEOUT_S = 120;

    /** How a program ended: its exit code and all that it printed. */
    record Outcome(int exitCode, String output) {}

    private ExternalTool() {}

    /** Tells whether the program can be started at all. */
    static boolean isInstalled(String program) {
        try {
            return run(Path.of("."), List.of(program, "--version")).exitCode == 0;
        } catch (IOException notFound) {
            return false;
        }
    }

    static Outcome run(Path directory, List<String> command) throws IOException {
        Path output = Files.createTempFile("parvis-tool", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end within " + TIMEOUT_S + " s");
            }
            return new Outcome(process.exitValue(), Files.readString(output, UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command, e);
        } finally {
            Files.delete(output);
        }
    }
}
