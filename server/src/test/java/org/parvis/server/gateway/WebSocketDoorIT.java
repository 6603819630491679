package org.parvis.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.server.gateway.RawPeer.Frame;
import org.parvis.server.http.HttpLimits;
import org.parvis.server.testing.OverTls;

/** Who may open a WebSocket, and how what is wrong on it ends. */
class WebSocketDoorIT {
    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static RunningGateway gateway;
    private static RunningGateway listed;

    @BeforeAll
    static void open() throws BindException {
        gateway = RunningGateway.open();
        listed = RunningGateway.open(HttpLimits.DEFAULT, List.of("https://venue.example", "http://10.0.0.7:8443"));
    }

    @AfterAll
    static void close() {
        gateway.close();
        listed.close();
    }

    private static String statusOf(RunningGateway at, String moreHeaders) {
        try (RawPeer peer = at.connect()) {
            return peer.send(RawPeer.handshake(moreHeaders)).readHead().substring(9, 12);
        }
    }

    @ParameterizedTest
    @Tag("A35")
    @CsvSource(textBlock = """
            101, ''
            101, 'Origin: OWN://venue.test:8080'
            101, 'Origin: https://venue.test:8080'
            101, 'Origin: OWN://VENUE.TEST:8080'
            101, 'Origin: HTTPS://VENUE.TEST:8080'
            403, 'Origin: http://venue.test'
            403, 'Origin: http://evil.example'
            403, 'Origin: null'
            403, 'Origin: '
            403, 'Origin: http://venue.test:8080.evil.example'
            403, 'Origin: http://evilvenue.test:8080'
            403, 'Origin: https://venue.test:8080.'
            403, 'Origin: https://venue.test.:8080'
            403, 'Origin: https://venue.test:80800'
            403, 'Origin: https://venue.test:8080, https://venue.test:8080'
            403, 'Origin: https://venue.test%00:8080'
            403, 'Origin: //venue.test:8080'
            403, 'Origin: venue.test:8080'
            403, 'Origin: *'
            403, 'Origin: about:blank'
            403, 'Origin: chrome-extension://venue.test:8080'
            403, 'Origin: http://venue.test:8080/'
            403, 'Origin: http://user@venue.test:8080'
            403, 'Origin: file://venue.test:8080'
            403, 'Sec-Fetch-Mode: websocket'
            403, 'User-Agent: Mozilla/5.0 (X11; Linux x86_64)'
            101, 'User-Agent: parvis-loadtest/1'
            """)
    void originMustBeTheHostItself(String status, String header) {
        String own = header.replace("OWN", OverTls.isWanted() ? "https" : "http");
        assertThat(statusOf(gateway, own.isEmpty() ? "" : own + "\r\n")).isEqualTo(status);
    }

    @Test
    @Tag("A35")
    void pageFromAnUnprotectedLineIsForeignOverTls() {
        assertThat(statusOf(gateway, "Origin: http://venue.test:8080\r\n"))
                .isEqualTo(OverTls.isWanted() ? "403" : "101");
    }

    @Test
    @Tag("A35")
    void nodesOwnClientIsNoBrowser() {
        assertThat(statusOf(gateway, "User-Agent: node\r\nSec-Fetch-Mode: websocket\r\n"))
                .isEqualTo("101");
        assertThat(statusOf(gateway, "User-Agent: node\r\nSec-Fetch-Site: cross-site\r\n"))
                .isEqualTo("403");
    }

    @Test
    @Tag("A35")
    void twoOriginsAreRefused() {
        String both = "Origin: http://venue.test:8080\r\nOrigin: http://evil.example\r\n";

        assertThat(statusOf(gateway, both)).isEqualTo("403");
    }

    @ParameterizedTest
    @Tag("A35")
    @CsvSource({
        "101, https://venue.example",
        "101, https://venue.example:443",
        "101, http://10.0.0.7:8443",
        "403, http://venue.example",
        "403, https://venue.example.evil.org",
        "403, http://10.0.0.7",
        "403, http://venue.test:8080"
    })
    void listedOriginsReplaceTheHostRule(String status, String origin) {
        assertThat(statusOf(listed, "Origin: " + origin + "\r\n")).isEqualTo(status);
    }

    @Test
    @Tag("A38")
    void subprotocolIsChosenAndNoExtensionIs() {
        try (RawPeer peer = gateway.connect()) {
            String head = peer.send(RawPeer.handshake("Sec-WebSocket-Extensions: permessage-deflate\r\n"))
                    .readHead()
                    .toLowerCase(Locale.ROOT);

            assertThat(head)
                    .startsWith("http/1.1 101 ")
                    .contains("sec-websocket-protocol: parvis.v1")
                    .contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=")
                    .doesNotContain("extensions");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, Sec-WebSocket-Protocol: parvis.v1, Sec-WebSocket-Protocol: parvis.v2",
        "400, Sec-WebSocket-Protocol: parvis.v1, X-None: 1",
        "400, Upgrade: websocket, Upgrade: h2c",
        "400, Connection: Upgrade, Connection: keep-alive",
        "400, Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, Sec-WebSocket-Key: short",
        "400, GET /v1/join, POST /v1/join",
        "400, HTTP/1.1, HTTP/1.0",
        "426, Sec-WebSocket-Version: 13, Sec-WebSocket-Version: 8"
    })
    void badUpgradeIsRefusedAndClosed(String status, String part, String replacement) {
        try (RawPeer peer = gateway.connect()) {
            String reply =
                    peer.send(RawPeer.handshake("").replace(part, replacement)).readToEnd();

            assertThat(reply.substring(9, 12)).isEqualTo(status);
            assertThat(reply).contains("application/problem+json");
        }
    }

    @Test
    void binaryMessageReachesTheSession() {
        try (RawPeer peer = gateway.connect().join()) {
            byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);

            Frame echo = peer.send(RawPeer.frame(BINARY, hello)).readFrame();

            assertThat(echo.opcode()).isEqualTo(2);
            assertThat(echo.payload()).isEqualTo(ByteBuffer.wrap(hello));
        }
    }

    private static void assertClosedWith(int code, byte[] bytes) {
        try (RawPeer peer = gateway.connect().join()) {
            assertThat(peer.send(bytes).readFrame().closeCode()).isEqualTo(code);
            assertThat(peer.readToEnd()).isEmpty();
        }
    }

    @Test
    void textClosesWith1003() {
        assertClosedWith(1003, RawPeer.frame(TEXT, new byte[] {'h', 'i'}));
    }

    @Test
    @Tag("A33")
    void brokenUtf8ClosesWith1007() {
        assertClosedWith(1007, RawPeer.frame(TEXT, new byte[] {(byte) 0xc3, 0x28}));
    }

    @ParameterizedTest
    @Tag("A33")
    @ValueSource(ints = {0x83, 0x8b, 0xc2, 0xa2, 0x92, 0x80, 0x09, 0x08})
    void brokenFrameClosesWith1002(int firstByte) {
        assertClosedWith(1002, RawPeer.frame(firstByte, new byte[] {1, 2, 3}));
    }

    @Test
    @Tag("A33")
    void unmaskedFrameClosesWith1002() {
        assertClosedWith(1002, new byte[] {(byte) 0x82, 1, 0});
    }

    @Test
    @Tag("A40")
    void announcedSizeAloneClosesWith1009() {
        assertClosedWith(1009, RawPeer.frame(BINARY, 8_193, new byte[0]));
        assertClosedWith(1009, RawPeer.frame(BINARY, Integer.MAX_VALUE, new byte[0]));
    }

    @Test
    @Tag("A40")
    void fragmentsTogetherMayNotExceedTheLimit() {
        byte[] half = new byte[5_000];
        try (RawPeer peer = gateway.connect().join()) {
            peer.send(RawPeer.frame(0x02, half)).send(RawPeer.frame(0x80, half));

            assertThat(peer.readFrame().closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void controlFrameFloodClosesWith1008() {
        try (RawPeer peer = gateway.connect().join()) {
            for (int i = 0; i < 600; i++) {
                peer.send(RawPeer.frame(0x8a, new byte[0]));
            }

            assertThat(peer.readFrame().closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void closeIsAnsweredWithItsOwnCode() {
        assertClosedWith(4001, RawPeer.frame(0x88, new byte[] {0x0f, (byte) 0xa1}));
    }

    @Test
    void silentPeerIsPingedThenClosed() {
        try (RawPeer peer = gateway.connect().join()) {
            String pings = peer.readToEnd();

            assertThat(pings).startsWith("\u0089\u0000").hasSizeBetween(2, 8);
        }
    }
}
