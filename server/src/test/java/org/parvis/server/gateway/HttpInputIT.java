package org.parvis.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.server.http.HttpLimits;
import org.parvis.server.testing.OverTls;

/** What the port answers to HTTP, good and bad. */
class HttpInputIT {
    private static RunningGateway gateway;

    @BeforeAll
    static void open() throws BindException {
        gateway = RunningGateway.open();
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    private static String get(String target, String moreHeaders) {
        try (RawPeer peer = gateway.connect()) {
            return peer.send("GET " + target + " HTTP/1.1\r\nHost: venue.test\r\nConnection: close\r\n" + moreHeaders
                            + "\r\n")
                    .readToEnd();
        }
    }

    private static String say(String raw) {
        try (RawPeer peer = gateway.connect()) {
            return peer.send(raw).readToEnd();
        }
    }

    @Test
    void pageComesWithStrictPolicy() {
        String reply = get("/", "");

        assertThat(reply).startsWith("HTTP/1.1 200 ").contains("<title>Parvis</title>");
        assertThat(reply.toLowerCase(Locale.ROOT))
                .contains("content-type: text/html")
                .contains("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains(
                        OverTls.isWanted()
                                ? "connect-src 'self' wss://venue.test"
                                : "connect-src 'self' ws://venue.test wss://venue.test")
                .contains("frame-ancestors 'none'")
                .contains("x-content-type-options: nosniff")
                .contains("cache-control: no-cache")
                .doesNotContain("unsafe");
    }

    @Test
    void httpsIsAskedForOnlyWhereItIsSpoken() {
        String hsts = "strict-transport-security: max-age=31536000";

        assertThat(get("/", "").contains(hsts)).isEqualTo(OverTls.isWanted());
        assertThat(say("GET / HTTP/1.1\r\nHost: localhost:8443\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContain(hsts);
    }

    @Test
    void largeFileComesWhole() {
        String reply = get("/assets/large-4F7KQ2ZB.bin", "");

        assertThat(reply).contains("content-length: " + RunningGateway.LARGE.length());
        assertThat(reply.substring(reply.indexOf("\r\n\r\n") + 4)).isEqualTo(RunningGateway.LARGE);
    }

    @Test
    void hashedScriptIsImmutableAndGzipped() {
        String reply = get("/assets/player-4F7KQ2ZB.js", "Accept-Encoding: br;q=0, gzip\r\n");

        assertThat(reply)
                .startsWith("HTTP/1.1 200 ")
                .contains("cache-control: public, max-age=31536000, immutable")
                .contains("content-encoding: gzip")
                .contains("vary: accept-encoding");
        assertThat(reply.length()).isLessThan(RunningGateway.SCRIPT.length() / 2);
    }

    @Test
    void namedStylesheetIsAskedForAgain() {
        assertThat(get("/assets/plain-stylesheet.css", "")).contains("cache-control: no-cache");
    }

    @Test
    void knownTagSavesTheBody() {
        String first = get("/assets/player-4F7KQ2ZB.js", "");
        String tag = first.replaceAll("(?s).*etag: (\"[^\"]+\").*", "$1");

        assertThat(get("/assets/player-4F7KQ2ZB.js", "If-None-Match: \"x\", W/" + tag + "\r\n"))
                .startsWith("HTTP/1.1 304 ")
                .endsWith("\r\n\r\n");
        assertThat(get("/assets/player-4F7KQ2ZB.js", "If-None-Match: \"x\"\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void headHasLengthAndNoBody() {
        String reply = say("HEAD / HTTP/1.1\r\nHost: venue.test\r\nConnection: close\r\n\r\n");

        assertThat(reply)
                .startsWith("HTTP/1.1 200 ")
                .contains("content-length: 36")
                .endsWith("\r\n\r\n");
    }

    @Test
    void serviceAddressesAnswer() {
        assertThat(get("/v1/about", "")).contains("{\"name\":\"parvis\",\"version\":\"1.2.3\",\"protocolVersion\":1");
        assertThat(get("/v1/venues", ""))
                .contains("\"basePath\":\"/v1/venues/square/" + RunningGateway.HASH + "/\"")
                .contains("\"people\":3,\"capacity\":100,\"default\":true");
        assertThat(get("/v1/venues/square/" + RunningGateway.HASH + "/venue.json", ""))
                .startsWith("HTTP/1.1 200 ")
                .contains("immutable")
                .endsWith("{}");
        assertThat(get("/health/live", "")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/health/ready", "")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/metrics", "")).contains("# no metrics");
    }

    @Test
    void missingFileIsWordsForPeopleAndJsonForPrograms() {
        assertThat(get("/nothing", "Accept: text/html,*/*\r\n"))
                .startsWith("HTTP/1.1 404 ")
                .contains("There is nothing at this address");
        assertThat(get("/nothing", ""))
                .startsWith("HTTP/1.1 404 ")
                .contains("application/problem+json")
                .contains("urn:parvis:problem:not-found");
        assertThat(get("/v1/venues/square/" + "0".repeat(64) + "/venue.json", ""))
                .startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../pom.xml",
                "/assets/../../pom.xml",
                "/assets/%2e%2e/%2e%2e/etc/passwd",
                "/assets/..%2f..%2fetc/passwd",
                "/assets/..%5c..%5cwin.ini",
                "/assets/\\..\\x",
                "/%00index.html",
                "/%c0%ae%c0%ae/etc/passwd",
                "/%zz",
                "/%",
                "no-slash",
                "/a\u0001b"
            })
    void climbingOrMalformedAddressIsRefusedAndClosed(String target) {
        assertThat(get(target, "")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void hugeHeadersAre431() {
        assertThat(get("/", "X-Big: " + "x".repeat(20_000) + "\r\n")).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void hugeAddressIs414() {
        assertThat(get("/" + "x".repeat(5_000), "")).startsWith("HTTP/1.1 414 ");
    }

    @Test
    void hugeBodyIs413BeforeItIsRead() {
        assertThat(say("POST /v1/about HTTP/1.1\r\nHost: venue.test\r\nContent-Length: 100000000\r\n\r\nabc"))
                .startsWith("HTTP/1.1 413 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: venue.test\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: venue.test\r\n\r\n",
                "CONNECT venue.test:80 HTTP/1.1\r\nHost: venue.test\r\n\r\n"
            })
    void otherMethodsAre405AndClosed(String request) {
        assertThat(say(request)).startsWith("HTTP/1.1 405 ").contains("allow: GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\"; script-src *\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n"
            })
    void brokenRequestIs400AndClosed(String request) {
        assertThat(say(request)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        try (RawPeer peer = gateway.connect()) {
            String replies = peer.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n")
                    .send("GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .readToEnd();

            assertThat(replies.indexOf("# no metrics")).isPositive().isLessThan(replies.indexOf("\nlive\n"));
        }
    }

    @Test
    @Tag("A49")
    void slowRequestIs408AndDoesNotHoldUpOthers() throws BindException {
        // Half of it is for the handshake, if there is one.
        long patienceMs = OverTls.isWanted() ? 2_000 : 400;
        HttpLimits hasty = new HttpLimits(2048, 8192, 65_536, patienceMs, patienceMs, 1_000, 8);
        List<RawPeer> slow = new ArrayList<>();
        try (RunningGateway busy = RunningGateway.open(hasty, List.of())) {
            for (int i = 0; i < 60; i++) {
                slow.add(busy.connect().send("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "));
            }
            try (RawPeer honest = busy.connect()) {
                assertThat(honest.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                                .readToEnd())
                        .startsWith("HTTP/1.1 200 ");
            }
            for (RawPeer peer : slow) {
                assertThat(peer.readToEnd()).startsWith("HTTP/1.1 408 ");
            }
        } finally {
            slow.forEach(RawPeer::close);
        }
    }

    @Test
    @Tag("A49")
    void oldestHalfOpenConnectionGivesWayToNewcomers() {
        List<RawPeer> holders = new ArrayList<>();
        try {
            for (int i = 0; i < 65; i++) {
                holders.add(gateway.connect().send("GET / HTTP/1.1\r\n"));
            }
            assertThat(holders.get(0).readToEnd()).isEmpty();
            try (RawPeer newcomer = gateway.connect()) {
                newcomer.join();
            }
        } finally {
            holders.forEach(RawPeer::close);
        }
    }

    /** RFC 9110 and 9112: what is not known is said to be, never guessed. */
    @ParameterizedTest
    @CsvSource({
        "'BREW /v1/about HTTP/1.1', '', 501",
        "'get / HTTP/1.1', '', 501",
        "'GET / HTTP/2.0', '', 505",
        "'GET / HTTP/9.9', '', 505",
        "'GET / HTTP/0.9', '', 505",
        "'GET / HTTP/1.10', '', 400",
        "'GET / RTSP/1.0', '', 400",
        "'POST /v1/guests HTTP/1.1', 'Transfer-Encoding: gzip, chunked', 501",
        "'POST /v1/guests HTTP/1.1', 'Transfer-Encoding: magic', 400",
        "'POST /v1/guests HTTP/1.1', 'Transfer-Encoding: identity', 400",
        "'POST /v1/guests HTTP/1.1', 'Transfer-Encoding: chunked, gzip', 400",
        "'POST /v1/guests HTTP/1.1', 'Transfer-Encoding: chunked, chunked', 400",
        "'POST /v1/guests HTTP/1.0', 'Transfer-Encoding: chunked', 400",
        "'POST /v1/guests HTTP/1.1', 'Expect: a-miracle', 417",
        "'GET http://user@venue.test/ HTTP/1.1', '', 400",
    })
    void unknownVersionsMethodsAndCodingsAreNamedAndClosed(String line, String header, int status) {
        String more = header.isEmpty() ? "" : header + "\r\n";

        String reply = say(line + "\r\nHost: venue.test\r\n" + more + "\r\n");

        assertThat(reply).startsWith("HTTP/1.1 " + status + " ").contains("connection: close");
        assertThat(reply).contains("application/problem+json");
        assertThat(reply).contains("content-security-policy: ", "x-content-type-options: nosniff", "referrer-policy: ");
    }

    @Test
    void bodyInAContentCodingIsRefused() {
        String reply =
                say("POST /v1/about HTTP/1.1\r\nHost: venue.test\r\nConnection: close\r\nContent-Encoding: gzip\r\n"
                        + "Content-Length: 3\r\n\r\nabc");

        assertThat(reply).startsWith("HTTP/1.1 415 ").contains("accept-encoding: identity");
    }

    @Test
    void laterMinorVersionIsServedAsOurs() {
        assertThat(say("GET /v1/about HTTP/1.2\r\nHost: venue.test\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void addressWrittenWholeIsServed() {
        assertThat(say("GET http://venue.test/v1/about HTTP/1.1\r\nHost: venue.test\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(say("GET http://venue.test?a=/b HTTP/1.1\r\nHost: venue.test\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void serverAsAWholeTellsItsMethods() {
        String reply = say("OPTIONS * HTTP/1.1\r\nHost: venue.test\r\nConnection: close\r\n\r\n");

        assertThat(reply)
                .startsWith("HTTP/1.1 204 ")
                .contains("allow: GET, HEAD")
                .doesNotContain("content-length");
    }

    @Test
    void whoAsksAndShutsTheirSideIsAnswered() {
        assumeFalse(OverTls.isWanted(), "over TLS an end without close_notify is an end");
        try (RawPeer peer = gateway.connect()) {
            String two = "GET /v1/about HTTP/1.1\r\nHost: venue.test\r\n\r\n".repeat(2);

            String replies = peer.send(two).shutOutput().readToEnd();

            assertThat(replies.split("HTTP/1.1 200 ", -1)).hasSize(3);
        }
    }

    @Test
    void whoShutsTheirSideInTheMiddleOfARequestIsLetGo() {
        assumeFalse(OverTls.isWanted(), "over TLS an end without close_notify is an end");
        try (RawPeer peer = gateway.connect()) {
            assertThat(peer.send("POST /v1/about HTTP/1.1\r\nHost: venue.test\r\nContent-Length: 9\r\n\r\nabc")
                            .shutOutput()
                            .readToEnd())
                    .doesNotContain("HTTP/1.1 200 ");
        }
    }
}
