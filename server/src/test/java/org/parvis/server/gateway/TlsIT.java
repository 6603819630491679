package org.parvis.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.server.gateway.tls.TlsFiles;
import org.parvis.server.http.HttpLimits;
import org.parvis.server.testing.TestCertificate;

/** Real handshakes: what is spoken and what is not, and certificates that change while people are there. */
final class TlsIT {
    private static final int ALERT = 0x15;
    private static final int PROTOCOL_VERSION = 70;

    @TempDir
    private Path folder;

    private final TestCertificate first = TestCertificate.fresh("first");
    private final List<Socket> sockets = new ArrayList<>();
    private TlsFiles files;
    private RunningGateway gateway;

    @BeforeEach
    void open() throws BindException {
        files = new TlsFiles(folder.resolve("cert.pem"), folder.resolve("key.pem"), 50);
        first.write(files.certificate(), files.key());
        gateway = RunningGateway.open(with(files));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        gateway.close();
    }

    private static GatewayConfig with(TlsFiles files) {
        HttpLimits hasty = new HttpLimits(2048, 8192, 65_536, 4_000, 30_000, 30_000, 8);
        ShellConfig open = ShellConfig.OPEN;
        return RunningGateway.config(hasty, List.of())
                .with(new ShellConfig(files, List.of(), List.of(), List.of(), 0, open.rates()));
    }

    private SSLSocket connect(TestCertificate trusted, String... protocols) throws IOException {
        SSLContext client = trusted.trusting();
        SSLSocket socket =
                (SSLSocket) client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }

    private Socket connectInClear() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        return socket;
    }

    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /health/live HTTP/1.1\r\nHost: venue.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] head = new byte[12];
        int read = socket.getInputStream().readNBytes(head, 0, head.length);
        socket.getInputStream().skipNBytes(socket.getInputStream().available());
        return new String(head, 0, read, StandardCharsets.US_ASCII);
    }

    private static String nameOn(SSLSocket socket) throws IOException {
        X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return shown.getSubjectX500Principal().getName();
    }

    @ParameterizedTest
    @Tag("A48")
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void todaysProtocolsAreSpokenWithForwardSecrecyAndAuthenticatedEncryption(String protocol) throws IOException {
        SSLSocket socket = connect(first, protocol);

        assertThat(ask(socket)).isEqualTo("HTTP/1.1 200");
        assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        assertThat(socket.getSession().getCipherSuite()).matches("TLS_(ECDHE_ECDSA_WITH_)?(AES_\\d+_GCM|CHACHA20).*");
    }

    /** The client of the JDK refuses to speak these, so the greeting is written by hand. */
    @ParameterizedTest
    @Tag("A48")
    @ValueSource(ints = {0x0300, 0x0301, 0x0302})
    void yesterdaysProtocolsAreRefused(int version) throws IOException {
        Socket socket = connectInClear();
        ByteBuffer hello = ByteBuffer.allocate(64);
        hello.put((byte) 0x16).putShort((short) version).putShort((short) 49);
        hello.put((byte) 1).put((byte) 0).putShort((short) 45);
        hello.putShort((short) version).put(new byte[32]).put((byte) 0);
        hello.putShort((short) 6)
                .putShort((short) 0xc013)
                .putShort((short) 0xc009)
                .putShort((short) 0x002f);
        hello.put((byte) 1).put((byte) 0);
        socket.getOutputStream().write(hello.array(), 0, hello.position());

        byte[] answer = socket.getInputStream().readNBytes(7);
        assertThat(answer).hasSize(7);
        assertThat(answer[0]).isEqualTo((byte) ALERT);
        assertThat(answer[6]).isEqualTo((byte) PROTOCOL_VERSION);
    }

    @ParameterizedTest
    @Tag("A48")
    @ValueSource(strings = {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"})
    void ciphersOfYesterdayAreRefused(String cipher) throws IOException {
        SSLSocket socket = connect(first, "TLSv1.2");
        socket.setEnabledCipherSuites(new String[] {cipher});

        assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        await().until(() -> gateway.count("parvis.tls.handshakes", "outcome", "failed") >= 1);
    }

    @Test
    void newCertificateIsTakenUpAndOpenConnectionsLiveOn() throws IOException {
        SSLSocket before = connect(first);
        assertThat(ask(before)).isEqualTo("HTTP/1.1 200");
        TestCertificate second =
                TestCertificate.of("second", "RSA", Instant.now().minusSeconds(60), day());

        second.write(files.certificate(), files.key());

        await().until(() -> gateway.count("parvis.tls.reloads", "outcome", "done") == 1);
        SSLSocket after = connect(second);
        assertThat(ask(after)).isEqualTo("HTTP/1.1 200");
        assertThat(nameOn(after)).isEqualTo("CN=second");
        assertThat(ask(before)).isEqualTo("HTTP/1.1 200");
        assertThat(gateway.metrics.get("parvis.tls.certificate.expires").gauge().value())
                .isEqualTo((double) second.expires().getEpochSecond());
    }

    private static Instant day() {
        return Instant.now().plusSeconds(86_400);
    }

    @Test
    void brokenPairIsCountedAndTheOldOneStaysUntilAGoodOneComes() throws IOException {
        TestCertificate.replace(
                files.certificate(), TestCertificate.fresh("mismatch").certificatePem());
        await().until(() -> failedReloads() == 1);
        TestCertificate.replace(files.key(), "not a key");
        await().until(() -> failedReloads() == 2);
        Files.delete(files.key());
        await().until(() -> failedReloads() == 3);
        TestCertificate expired = TestCertificate.of(
                "expired", "EC", Instant.now().minusSeconds(100), Instant.now().minusSeconds(10));
        expired.write(files.certificate(), files.key());
        await().until(() -> failedReloads() >= 4);

        SSLSocket still = connect(first);
        assertThat(ask(still)).isEqualTo("HTTP/1.1 200");
        assertThat(nameOn(still)).isEqualTo("CN=first");

        TestCertificate good = TestCertificate.fresh("good");
        good.write(files.certificate(), files.key());
        await().until(() -> gateway.count("parvis.tls.reloads", "outcome", "done") == 1);
        assertThat(ask(connect(good))).isEqualTo("HTTP/1.1 200");
    }

    private double failedReloads() {
        return gateway.count("parvis.tls.reloads", "outcome", "failed");
    }

    @Test
    void unusablePairStopsTheStartWithOneLine() {
        TlsFiles absent = new TlsFiles(folder.resolve("absent.pem"), files.key());

        assertThatThrownBy(() -> RunningGateway.open(with(absent)))
                .isInstanceOf(BindException.class)
                .hasMessage("cannot serve TLS: the certificate file " + absent.certificate() + " cannot be read");
    }

    @Test
    @Tag("A49")
    void handshakeThatIsNotFinishedInTimeEnds() throws IOException {
        Socket silent = connectInClear();
        Socket half = connectInClear();
        half.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1});

        assertThat(silent.getInputStream().readAllBytes()).hasSizeLessThan(64);
        assertThat(half.getInputStream().readAllBytes()).hasSizeLessThan(64);
        await().until(() -> gateway.count("parvis.tls.handshakes", "outcome", "failed") == 2);
    }

    @Test
    void requestInClearIsNotAnswered() throws IOException {
        Socket socket = connectInClear();
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                .doesNotContain("Parvis");
    }

    /** Each asks for 4 MiB and reads nothing. */
    @Test
    @Tag("A41")
    void peersWhoDoNotReadCostLittleMemory() throws IOException {
        long beforeBytes = PlatformDependent.usedDirectMemory();
        for (int i = 0; i < 30; i++) {
            SSLSocket reader = connect(first);
            reader.getOutputStream()
                    .write("GET /assets/large-4F7KQ2ZB.bin HTTP/1.1\r\nHost: venue.test\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(reader.getInputStream().read()).isEqualTo('H');
        }

        assertThat(PlatformDependent.usedDirectMemory() - beforeBytes).isLessThan(32L << 20);
    }
}
