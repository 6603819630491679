package org.parvis.dist;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs programs of this machine, with the environment that the test gives and nothing on standard input. */
final class Shell {
    /** The distribution's build folder. */
    static final Path BUILT = Path.of(System.getProperty("parvis.root"), "dist", "target");

    /** The sources of what is packed. */
    static final Path SOURCES = Path.of(System.getProperty("parvis.root"), "dist", "src");

    private Shell() {}

    /** How a program ended, and what it printed on both streams together. */
    record Ended(int code, String printed) {}

    /** Whether a program of that name is on the path. */
    static boolean has(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** The one file in the build folder whose name begins and ends so. */
    static Path built(String prefix, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(BUILT)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.getFileName().toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no " + prefix + "…" + suffix + " in " + BUILT));
        }
    }

    /** Runs to the end, for two minutes at most. */
    static Ended run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("ran", ".txt");
        Process process = start(folder, command, Map.of(), out);
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command + " did not end; printed " + Files.readString(out));
        }
        return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }

    /** Starts a program that goes on. */
    static Process start(Path folder, List<String> command, Map<String, String> environment, Path out)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile());
        builder.environment()
                .put(
                        "JVM_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
