package org.parvis.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as a process: start, usage, faults, end. */
final class LifecycleIT {
    private static final Duration READY_AT_THE_LATEST = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private ServerProcess server(String... arguments) throws IOException {
        return ServerProcess.start(folder, arguments);
    }

    private ServerProcess readyServer(String... arguments) throws IOException {
        ServerProcess process = server(arguments);
        process.awaitReady();
        return process;
    }

    private static String body(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void freePortIsPrintedOnTheLastLineOfTheBanner() throws Exception {
        try (ServerProcess process = readyServer("--port", "0", "--host", "127.0.0.1")) {
            List<String> banner = process.output();

            assertThat(banner.get(banner.size() - 1)).matches("parvis ready on http://127\\.0\\.0\\.1:[1-9][0-9]*");
            assertThat(banner).anyMatch(line -> line.matches(" +tick-rate +20 +default"));
            assertThat(body(process.address("/health/ready"))).isEqualTo("ready\n");
            assertThat(body(process.address("/v1/venues"))).contains("\"id\":\"plaza-mayor\"", "\"default\":true");
            assertThat(body(process.address("/metrics"))).contains("jvm_memory_used_bytes");
        }
    }

    /** The budget is two seconds on a machine that does nothing else; docs/performance.md has the figures. */
    @Test
    void readyAFewSecondsAfterStarting() throws Exception {
        for (String which : List.of("first", "second")) {
            long startNs = System.nanoTime();
            try (ServerProcess process = readyServer("--port", "0")) {
                Duration waited = Duration.ofNanos(System.nanoTime() - startNs);
                System.out.println(which + " start to ready: " + waited.toMillis() + " ms wall, "
                        + process.processorTime().toMillis() + " ms of processors");
                assertThat(waited).isLessThanOrEqualTo(READY_AT_THE_LATEST);
            }
        }
    }

    @Test
    @Tag("A45")
    void terminationDrainsAndExitsWithZeroWithinFiveSeconds() throws Exception {
        try (ServerProcess process = readyServer("--port", "0")) {
            long startNs = System.nanoTime();

            process.terminate();

            assertThat(process.awaitExit()).isZero();
            assertThat((System.nanoTime() - startNs) / 1_000_000).isLessThan(5_000);
        }
    }

    @Test
    void portInUseIsOneLineAndExitTwo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess process =
                        server("--host", "127.0.0.1", "--port", Integer.toString(taken.getLocalPort()))) {
            assertFault(process, "port is in use");
        }
    }

    @Test
    void unknownKeyIsOneLineAndExitTwo() throws Exception {
        Path file = Files.writeString(folder.resolve("parvis.conf"), "prot = 1\n");
        try (ServerProcess process = server("--config", file.toString())) {
            assertFault(process, "unknown key prot in " + file + " line 1; did you mean port?");
        }
    }

    @Test
    void wrongFlagSuggestsTheNearestAndExitsTwo() throws Exception {
        try (ServerProcess process = server("--tik-rate", "20")) {
            assertThat(process.awaitExit()).isEqualTo(2);
            assertThat(process.errors()).first().asString().contains("--tik-rate", "did you mean --tick-rate?");
            assertThat(process.errors()).hasSize(2);
        }
    }

    @Test
    void unusableDataFolderIsOneLineAndExitTwo() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (ServerProcess process = server("--port", "0", "--data-dir", file.toString())) {
            assertFault(process, "data folder " + file);
        }
    }

    @Test
    void unknownVenueIsOneLineAndExitTwo() throws Exception {
        try (ServerProcess process = server("--port", "0", "--venue", "atlantis")) {
            assertFault(process, "atlantis");
        }
    }

    @Test
    void everyFaultOfABrokenBundleIsListed() throws Exception {
        Path bundle = Files.createDirectory(folder.resolve("broken"));
        Files.writeString(bundle.resolve("venue.json"), "{\"format\":\"parvis-venue/1\",\"id\":\"Not Kebab\"}");
        try (ServerProcess process = server("--port", "0", "--venue", bundle.toString())) {
            assertThat(process.awaitExit()).isEqualTo(2);
            assertThat(process.errors()).hasSizeGreaterThan(1).allMatch(line -> line.startsWith("parvis: "));
        }
    }

    @Test
    void helpAndVersionExitWithZero() throws Exception {
        try (ServerProcess help = server("--help");
                ServerProcess version = server("--version")) {
            assertThat(help.awaitExit()).isZero();
            assertThat(help.output()).anyMatch(line -> line.contains("Examples:"));
            assertThat(version.awaitExit()).isZero();
            assertThat(version.output()).singleElement().asString().startsWith("parvis 0.");
        }
    }

    private static void assertFault(ServerProcess process, String words) throws InterruptedException {
        assertThat(process.awaitExit()).isEqualTo(2);
        assertThat(process.errors())
                .singleElement()
                .asString()
                .startsWith("parvis: ")
                .contains(words);
    }
}
