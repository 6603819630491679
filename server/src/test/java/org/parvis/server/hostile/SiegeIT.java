package org.parvis.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.protocol.v1.Place;
import org.parvis.server.app.ServerProcess;

/**
 * Two thousand connections from two hundred addresses that say nothing or half a word, in every way there is, beside people
 * who walk. The long version is the load tester's scenario {@code half-open}.
 */
final class SiegeIT {
    private static final int BESIEGERS = 2_000;
    private static final int ADDRESSES = 200;
    private static final long LONGEST_SILENCE_MS = 1_000;
    private static final Duration WATCHED = Duration.ofSeconds(4);
    private static final int MEMORY_EACH_BYTES = 48 * 1024;

    /** From never a byte to an opened WebSocket that never greets. */
    private static final List<String> BEGINNINGS = List.of(
            "",
            "G",
            "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ",
            "POST /v1/about HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc",
            "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /v1/",
            """
            GET /v1/join HTTP/1.1
            Host: a
            Connection: Upgrade
            Upgrade: websocket
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==
            Sec-WebSocket-Protocol: parvis.v1

            """.replace("\n", "\r\n"));

    @TempDir
    private Path folder;

    private final List<SocketChannel> besiegers = new ArrayList<>();
    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        server = ServerProcess.start(
                folder, "--port", "0", "--host", "127.0.0.1", "--max-connections", "4000", "--guests", "anonymous");
        server.awaitReady();
    }

    @AfterEach
    void stop() throws IOException {
        for (SocketChannel besieger : besiegers) {
            besieger.close();
        }
        server.close();
    }

    @Test
    @Tag("A49")
    @Tag("A40")
    void besiegersHoldUpNobodyAndCostLittle() throws Exception {
        URI join = URI.create("ws" + server.address("/v1/join").toString().substring("http".length()));
        try (HonestWalker ana = HonestWalker.join(join, "Ana", Place.getDefaultInstance());
                HonestWalker ben = HonestWalker.join(join, "Ben", ana.place())) {
            long residentBefore = residentBytes();
            ana.watch(ben.avatar());
            ben.watch(ana.avatar());

            besiege();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> Counters.read(server.address("/metrics")).total("parvis_sockets_open") > BESIEGERS);
            long grownBytes = residentBytes() - residentBefore;
            await().pollDelay(WATCHED).atMost(WATCHED.multipliedBy(3)).untilAsserted(() -> {
                assertThat(ana.isConnected()).isTrue();
                assertThat(ben.isConnected()).isTrue();
            });

            assertThat(ana.longestGapMs()).isLessThan(LONGEST_SILENCE_MS);
            assertThat(ben.longestGapMs()).isLessThan(LONGEST_SILENCE_MS);
            assertThat(grownBytes).isLessThan((long) BESIEGERS * MEMORY_EACH_BYTES);
            assertNewcomersAreServed(join);
        }
    }

    private void besiege() throws IOException {
        URI address = server.address("/");
        for (int i = 0; i < BESIEGERS; i++) {
            SocketChannel besieger = SocketChannel.open();
            besiegers.add(besieger);
            byte[] source = {127, 66, 0, (byte) (1 + i % ADDRESSES)};
            besieger.bind(new InetSocketAddress(InetAddress.getByAddress(source), 0));
            besieger.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));
            byte[] beginning = BEGINNINGS.get(i % BEGINNINGS.size()).getBytes(StandardCharsets.US_ASCII);
            besieger.write(ByteBuffer.wrap(beginning));
        }
    }

    private void assertNewcomersAreServed(URI join) throws Exception {
        long startNs = System.nanoTime();
        try (HonestWalker late = HonestWalker.join(join, "Late", Place.getDefaultInstance())) {
            assertThat(late.isConnected()).isTrue();
        }
        HttpRequest page = HttpRequest.newBuilder(server.address("/")).build();
        assertThat(HttpClient.newHttpClient()
                        .send(page, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(Duration.ofSeconds(2));
    }

    private long residentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(server.pid()), "status");
        if (!Files.exists(status)) {
            return 0; // Elsewhere than on Linux memory is left to the other checks.
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}
