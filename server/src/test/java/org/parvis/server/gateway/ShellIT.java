package org.parvis.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.server.gateway.ShellConfig.Rates;
import org.parvis.server.gateway.socket.Liveness;
import org.parvis.server.http.HttpLimits;
import org.parvis.server.peer.Network;

/** What an address may do, who comes in when the house is full, under which names it answers, whom it believes. */
final class ShellIT {
    private static final int BINARY = 0x82;
    private static final int MOST_TRIES = 100;
    private static final Rates AMPLE = Rates.DEFAULT;

    private final List<RawPeer> peers = new ArrayList<>();

    @AfterEach
    void everybodyLeaves() {
        peers.forEach(RawPeer::close);
    }

    private static ShellConfig rates(int connections, int requests, int api) {
        return new ShellConfig(null, List.of(), List.of(), List.of(), 0, new Rates(connections, requests, api));
    }

    private static ShellConfig behindProxy(Rates rates) {
        return new ShellConfig(null, List.of(Network.parse("127.0.0.1")), List.of(), List.of(), 0, rates);
    }

    private RawPeer from(String address, RunningGateway gateway) {
        RawPeer peer = RawPeer.connectFrom(address, gateway.port());
        peers.add(peer);
        return peer;
    }

    private String get(RunningGateway gateway, String from, String target, String moreHeaders) {
        return from(from, gateway)
                .send("GET " + target + " HTTP/1.1\r\nHost: venue.test\r\nConnection: close\r\n" + moreHeaders + "\r\n")
                .readToEnd();
    }

    /** Asks until an answer begins as expected: a slow machine gives buckets time to fill again. */
    private static String until(String beginning, Supplier<String> ask) {
        String reply = ask.get();
        for (int i = 0; i < MOST_TRIES && !reply.startsWith(beginning); i++) {
            reply = ask.get();
        }
        assertThat(reply).startsWith(beginning);
        return reply;
    }

    /** One who has come in and said something, and so is no longer waiting. */
    private void player(String address, RunningGateway gateway) {
        RawPeer player = from(address, gateway).join();
        player.send(RawPeer.frame(BINARY, new byte[] {1})).readFrame();
    }

    @Test
    @Tag("A39")
    void addressThatConnectsTooOftenIsTurnedAwayAndNobodyElseIs() throws Exception {
        try (RunningGateway gateway = RunningGateway.open(rates(1, 1_000, 1_000))) {
            for (int i = 0; i < Rates.BURST_S; i++) {
                assertThat(get(gateway, "127.0.0.8", "/health/live", "")).startsWith("HTTP/1.1 200 ");
            }
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> get(gateway, "127.0.0.8", "/health/live", "").isEmpty());
            assertThat(get(gateway, "127.0.0.9", "/health/live", "")).startsWith("HTTP/1.1 200 ");
            assertThat(gateway.count("parvis.sockets.turned.away", "reason", "rate"))
                    .isPositive();
        }
    }

    @Test
    @Tag("A56")
    void tooManyApiRequestsAre429AndSayWhenToComeAgain() throws Exception {
        try (RunningGateway gateway = RunningGateway.open(rates(1_000, 1_000, 1))) {
            assertThat(get(gateway, "127.0.0.8", "/v1/about", ""))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("ratelimit-policy: \"api\";q=10;w=10")
                    .contains("ratelimit: \"api\";r=9;t=1");
            String reply = until("HTTP/1.1 429 ", () -> get(gateway, "127.0.0.8", "/v1/venues", ""));
            assertThat(reply)
                    .contains("retry-after: 1\r\n")
                    .contains("ratelimit: \"api\";r=0;t=10")
                    .contains("urn:parvis:problem:too-many-requests");
            assertThat(get(gateway, "127.0.0.8", "/", "")).startsWith("HTTP/1.1 200 ");
            assertThat(get(gateway, "127.0.0.8", "/v1/venues/square/" + RunningGateway.HASH + "/venue.json", ""))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(get(gateway, "127.0.0.9", "/v1/venues", "")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void playersWhoComeInDoNotUseUpTheRateOfTheApi() throws Exception {
        try (RunningGateway gateway = RunningGateway.open(rates(1_000, 1_000, 1))) {
            for (int i = 0; i < 3 * Rates.BURST_S; i++) {
                player("127.0.0.8", gateway);
            }
            assertThat(get(gateway, "127.0.0.8", "/v1/about", "")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void whoGoesOnAskingInSpiteOf429IsCutOff() throws Exception {
        String request = "GET /v1/about HTTP/1.1\r\nHost: venue.test\r\n\r\n";
        try (RunningGateway gateway = RunningGateway.open(rates(1_000, 1, 1))) {
            RawPeer stubborn = from("127.0.0.8", gateway);
            int refusals = 0;
            String reply = "";
            for (int i = 0; i < MOST_TRIES && !reply.contains("connection: close"); i++) {
                reply = stubborn.send(request).readReply();
                refusals += reply.startsWith("HTTP/1.1 429 ") ? 1 : 0;
            }
            assertThat(refusals).isEqualTo(9);
            assertThat(reply).startsWith("HTTP/1.1 429 ").contains("connection: close");
            assertThat(stubborn.readToEnd()).isEmpty();
        }
    }

    @Test
    void limitsCountThePeopleBehindATrustedProxyNotTheProxy() throws Exception {
        try (RunningGateway gateway = RunningGateway.open(behindProxy(new Rates(1, 1_000, 1)))) {
            for (int i = 0; i < 3 * Rates.BURST_S; i++) {
                assertThat(get(gateway, "127.0.0.1", "/v1/about", "X-Forwarded-For: 203.0.113." + i + "\r\n"))
                        .startsWith("HTTP/1.1 200 ");
            }
            until(
                    "HTTP/1.1 429 ",
                    () -> get(gateway, "127.0.0.1", "/v1/about", "X-Forwarded-For: 6.6.6.6, 203.0.113.77\r\n"));
        }
    }

    @Test
    void playersAreKnownByTheirOwnAddressBehindATrustedProxyOnly() throws Exception {
        try (RunningGateway gateway = RunningGateway.open(behindProxy(AMPLE))) {
            String forged = "X-Forwarded-For: 198.51.100.7\r\n";
            from("127.0.0.1", gateway)
                    .send(RawPeer.handshake("X-Forwarded-For: 6.6.6.6, 203.0.113.9\r\n"))
                    .readHead();
            from("127.0.0.8", gateway).send(RawPeer.handshake(forged)).readHead();

            // The peer hears of the upgrade before the session is there.
            await().until(() -> gateway.arrivals.size() == 2);
            assertThat(gateway.arrivals)
                    .extracting(ConnectionInfo::remoteAddress)
                    .containsExactlyInAnyOrder("203.0.113.9", "127.0.0.8");
        }
    }

    @Test
    @Tag("A35")
    void proxysWordThatTheLineIsSecureMakesInsecurePagesForeign() throws Exception {
        try (RunningGateway gateway = RunningGateway.open(behindProxy(AMPLE))) {
            String proto = "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n";
            String insecure = RawPeer.handshake(proto + "Origin: http://venue.test:8080\r\n");
            String secure = RawPeer.handshake(proto + "Origin: https://venue.test:8080\r\n");

            assertThat(from("127.0.0.1", gateway).send(insecure).readHead()).startsWith("HTTP/1.1 403 ");
            assertThat(from("127.0.0.1", gateway).send(secure).readHead()).startsWith("HTTP/1.1 101 ");
            assertThat(from("127.0.0.8", gateway).send(insecure).readHead()).startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void onlyStaffMayHaveTheLastPlaces() throws Exception {
        ShellConfig shell =
                new ShellConfig(null, List.of(), List.of(), List.of(Network.parse("127.0.0.7/32")), 2, Rates.DEFAULT);
        GatewayConfig small = new GatewayConfig(
                "127.0.0.1", 0, Transport.AUTO, 1, 4, 4, List.of(), HttpLimits.DEFAULT, Liveness.DEFAULT, shell);
        try (RunningGateway gateway = RunningGateway.open(small)) {
            player("127.0.0.2", gateway);
            player("127.0.0.3", gateway);
            assertThat(get(gateway, "127.0.0.4", "/", "")).isEmpty();
            player("127.0.0.7", gateway);
            player("127.0.0.7", gateway);
            assertThat(get(gateway, "127.0.0.7", "/", ""))
                    .as("all places are taken")
                    .isEmpty();
            assertThat(gateway.count("parvis.sockets.turned.away", "reason", "full"))
                    .isEqualTo(2);
        }
    }

    @Test
    @Tag("A40")
    void openedSocketThatSaysNothingGivesWayToNewcomersAndAPlayerDoesNot() throws Exception {
        try (RunningGateway gateway = RunningGateway.open()) {
            RawPeer player = from("127.0.0.5", gateway).join();
            player.send(RawPeer.frame(BINARY, new byte[] {1})).readFrame();
            RawPeer silent = from("127.0.0.5", gateway).join();
            for (int i = 0; i < 64; i++) {
                from("127.0.0.5", gateway).send("GET / HTTP/1.1\r\n");
            }

            await().until(() -> gateway.count("parvis.sockets.evicted") >= 1);
            silent.readToEnd();
            assertThat(player.send(RawPeer.frame(BINARY, new byte[] {2}))
                            .readFrame()
                            .opcode())
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"venue.example", "VENUE.example:8443", "venue.example.", "10.0.0.7:8080", "[2001:db8::1]:1"})
    void serverAnswersUnderItsNames(String host) throws Exception {
        try (RunningGateway gateway = RunningGateway.open(named())) {
            assertThat(ask(gateway, "GET / HTTP/1.1\r\nHost: " + host)).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebound.example",
                "venue.example.evil.org",
                "evilvenue.example",
                "10.0.0.7",
                "10.0.0.7:80",
                "localhost"
            })
    void serverDoesNotAnswerUnderOtherNames(String host) throws Exception {
        try (RunningGateway gateway = RunningGateway.open(named())) {
            assertThat(ask(gateway, "GET / HTTP/1.1\r\nHost: " + host))
                    .startsWith("HTTP/1.1 421 ")
                    .contains("urn:parvis:problem:foreign-host");
            assertThat(ask(
                            gateway,
                            RawPeer.handshake("")
                                    .replace("venue.test:8080", host)
                                    .strip()))
                    .startsWith("HTTP/1.1 421 ");
            assertThat(ask(gateway, "GET /health/ready HTTP/1.1\r\nHost: " + host))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void requestWithoutAHostIsForNobodyWhereNamesAreAskedFor() throws Exception {
        try (RunningGateway gateway = RunningGateway.open(named())) {
            assertThat(ask(gateway, "GET / HTTP/1.0")).startsWith("HTTP/1.1 421 ");
        }
    }

    private static ShellConfig named() {
        return new ShellConfig(
                null,
                List.of(),
                List.of("Venue.example", "10.0.0.7:8080", "[2001:db8::1]"),
                List.of(),
                0,
                Rates.DEFAULT);
    }

    private String ask(RunningGateway gateway, String head) {
        return from("127.0.0.1", gateway)
                .send(head + "\r\nConnection: close\r\n\r\n")
                .readToEnd();
    }
}
