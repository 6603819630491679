package org.parvis.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeerRulesTest {
    private static final String PROXY = "10.0.0.1";

    private final PeerRules rules = new PeerRules(
            List.of(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8")),
            List.of(Network.parse("198.51.100.0/24")),
            false);

    private Peer peer(String from, HttpHeaders headers) {
        return rules.of(new InetSocketAddress(from, 4711), headers);
    }

    private static HttpHeaders headers(String... namesAndValues) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.9                          | 203.0.113.9
            203.0.113.9:5123                     | 203.0.113.9
            6.6.6.6, 203.0.113.9                 | 203.0.113.9
            6.6.6.6, 203.0.113.9, 10.1.1.1       | 203.0.113.9
            6.6.6.6, 203.0.113.9, 10.1.1.1, 10.2.2.2 | 203.0.113.9
            10.3.3.3, 10.1.1.1                   | 10.3.3.3
            <script>, 203.0.113.9                | 203.0.113.9
            203.0.113.9, <script>                | 10.0.0.1
            203.0.113.9, unknown, 10.1.1.1       | 10.1.1.1
            203.0.113.9,                         | 10.0.0.1
            localhost                            | 10.0.0.1
            999.1.1.1                            | 10.0.0.1
            2001:db8:1:2:3:4:5:6                 | 2001:db8:1:2::/64
            [2001:db8:1:2::7]:443                | 2001:db8:1:2::/64
            [2001:db8:1:2::7                     | 10.0.0.1
            ::ffff:203.0.113.9                   | 203.0.113.9
            fe80::1%eth0                         | 10.0.0.1
            """)
    void rightmostUntrustedHopIsThePeer(String forwardedFor, String expected) {
        assertThat(peer(PROXY, headers("X-Forwarded-For", forwardedFor)).address())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            for=203.0.113.9                                   | 203.0.113.9       | false
            For="203.0.113.9:80";proto=https                  | 203.0.113.9       | true
            for=6.6.6.6;proto=https, for=203.0.113.9          | 203.0.113.9       | false
            for="[2001:db8:1:2::7]:443"; proto="https"; by=x  | 2001:db8:1:2::/64 | true
            for=203.0.113.9, for=10.1.1.1;proto=HTTPS         | 203.0.113.9       | true
            for=_hidden                                       | 10.0.0.1          | false
            by=203.0.113.9                                    | 10.0.0.1          | false
            for="203.0.113.9                                  | 10.0.0.1          | false
            """)
    void standardHeaderIsUnderstood(String forwarded, String address, boolean secure) {
        assertThat(peer(PROXY, headers("Forwarded", forwarded))).isEqualTo(new Peer(address, secure, false));
    }

    @Test
    void severalFieldsAreOneList() {
        assertThat(peer(PROXY, headers("X-Forwarded-For", "6.6.6.6", "X-Forwarded-For", "203.0.113.9, 10.1.1.1"))
                        .address())
                .isEqualTo("203.0.113.9");
    }

    @Test
    void strangersMayClaimWhatTheyLike() {
        HttpHeaders claims = headers(
                "X-Forwarded-For", "198.51.100.1", "Forwarded", "for=198.51.100.1", "X-Forwarded-Proto", "https");

        assertThat(peer("203.0.113.5", claims)).isEqualTo(new Peer("203.0.113.5", false, false));
    }

    @Test
    void headerThatTheProxyDoesNotSetCannotContradictTheOneItSets() {
        HttpHeaders forged = headers("X-Forwarded-For", "203.0.113.9", "Forwarded", "for=198.51.100.1");
        HttpHeaders agreed = headers("X-Forwarded-For", "203.0.113.9", "Forwarded", "for=203.0.113.9");

        assertThat(peer(PROXY, forged)).isEqualTo(new Peer(PROXY, false, false));
        assertThat(peer(PROXY, agreed)).isEqualTo(new Peer("203.0.113.9", false, false));
    }

    @Test
    void schemeIsThatOfTheNearestProxy() {
        assertThat(peer(PROXY, headers("X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https"))
                        .secure())
                .isTrue();
        assertThat(peer(PROXY, headers("X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https, http"))
                        .secure())
                .isFalse();
        assertThat(peer(PROXY, headers("X-Forwarded-For", "203.0.113.9")).secure())
                .isFalse();
    }

    @Test
    void staffIsKnownBehindAProxyAndWithoutOne() {
        assertThat(peer(PROXY, headers("X-Forwarded-For", "198.51.100.1")).staff())
                .isTrue();
        assertThat(peer("198.51.100.2", headers()).staff()).isTrue();
        assertThat(peer(PROXY, headers()).staff()).isFalse();
    }

    @Test
    void neighboursInAnIpv6NetworkCountAsOne() {
        assertThat(peer("2001:db8::1", headers()).address())
                .isEqualTo(peer("2001:db8::ffff:1", headers()).address())
                .isNotEqualTo(peer("2001:db8:0:1::1", headers()).address());
    }

    @Test
    void noHeaderWhateverItHoldsDoesHarm() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String letters = ",;=\"[]:. %_f0r9/\\\t12";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder value = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                value.append(letters.charAt(random.nextInt(letters.length())));
            }
            String name = random.nextBoolean() ? "X-Forwarded-For" : "Forwarded";
            String address = peer(PROXY, headers(name, "for=" + value)).address();
            assertThat(address).as("seed %d, %s", seed, value).matches("[0-9a-f.:]+(/64)?");
        }
        assertThat(peer(PROXY, headers("X-Forwarded-For", "1.1.1.1,".repeat(2_000) + "203.0.113.9"))
                        .address())
                .isEqualTo("203.0.113.9");
    }
}
