package org.parvis.loadtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real server in a process of its own, on a free port, with one compiler since it lives for seconds. Ends with the test. */
final class ServerProcess implements AutoCloseable {
    private static final String READY = "parvis ready on http";

    private final Process process;
    private final URI join;

    private ServerProcess(Process process, URI join) {
        this.process = process;
        this.join = join;
    }

    /** Where the server's jar is once the build has packaged it. */
    static Path jar() {
        return Path.of(System.getProperty("parvis.root", ".."), "server", "target", "parvis-server.jar");
    }

    static ServerProcess start(Path folder, String... arguments) throws IOException {
        return startOn(0, folder, arguments);
    }

    /** Starts on a certain port; 0 for any. */
    static ServerProcess startOn(int port, Path folder, String... arguments) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(
                List.of(java.toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1", "-jar", jar().toString()));
        command.addAll(List.of(
                "--port",
                Integer.toString(port),
                "--host",
                "127.0.0.1",
                "--guests",
                "anonymous",
                "--data-dir",
                folder.resolve("data").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        if (!command.contains("--db")) {
            builder.environment().putAll(TestDatabase.environment(folder));
        }
        Process process = builder.start();
        Path log = folder.resolve("server.log");
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith(READY)) {
                drain(reader, log, said.toString());
                return new ServerProcess(process, URI.create("ws" + line.substring(READY.length()) + "/v1/join"));
            }
        }
        throw new IOException("the server did not become ready:\n" + said);
    }

    URI join() {
        return join;
    }

    URI http(String path) {
        return URI.create("http://" + join.getHost() + ":" + join.getPort() + path);
    }

    /** Stops it, or lets it go on, as a machine does that is starved of processor time. */
    void pause(boolean stop) throws IOException, InterruptedException {
        String signal = stop ? "-STOP" : "-CONT";
        int code = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill " + signal + " ended with " + code);
        }
    }

    /** Ends it at once, as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The sum of all figures whose line begins so. */
    double metric(String beginning) throws IOException {
        URI metrics = http("/metrics");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(metrics.toURL().openStream(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.startsWith(beginning))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** A server whose output nobody reads would stop at a full pipe. */
    private static void drain(BufferedReader reader, Path log, String head) {
        Thread thread = new Thread(
                () -> {
                    try (reader;
                            var out = Files.newBufferedWriter(log)) {
                        out.write(head);
                        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                            out.write(line);
                            out.newLine();
                        }
                    } catch (IOException e) {
                        // The process ended; what it said last is lost, the test does not depend on it.
                        Thread.currentThread().interrupt();
                    }
                },
                "server-output");
        thread.setDaemon(true);
        thread.start();
    }
}
