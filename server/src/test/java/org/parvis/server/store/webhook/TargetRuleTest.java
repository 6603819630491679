package org.parvis.server.store.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where webhooks may go. */
@Tag("A59")
final class TargetRuleTest {
    private final TargetRule strict = new TargetRule(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "198.19.0.1",
                "192.0.2.7",
                "203.0.113.9",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "2001::1",
                "2001:db8::1"
            })
    void privateAndSpecialAddressesAreNotPublic(String address) throws Exception {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.0.1",
                "172.32.0.1",
                "192.0.78.1",
                "100.128.0.1",
                "198.20.0.1",
                "2606:4700::1111",
                "2a00:1450::1",
                "2001:4860::8888"
            })
    void addressesOfTheInternetArePublic(String address) throws Exception {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/",
                "https://user:pw@example.org/",
                "https://example.org/#x",
                "ftp://example.org/",
                "https:///path",
                "example.org",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://localhost:8443/",
                "https://10.0.0.1/",
                "https://2130706433/",
                "https://0x08080808/",
                "https://0X8.8.8.8/",
                "https://010.8.8.8/",
                "https://8.8.8.010/",
                "https://8.8.8.0x8/",
                "https://8.8.2056/",
                "https://8.526344/",
                "https://08.8.8.8/",
                "https://8.8.8.256/",
                "https://8.8.8.8./",
                "https://hooks.example.org./",
                "https://hooks.example.42/",
                "https://./",
                "javascript:alert(1)",
                "https://exa mple.org/",
                ""
            })
    void urlsThatDoNotFitAreRefusedInWords(String url) {
        assertThatThrownBy(() -> strict.check(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"010.8.8.8", "0x8.8.8.8", "8.8.8", "8.8.8.8."})
    void unusualFormsOfAnAddressAreRefusedWhenItIsSentToAsWell(String host) {
        assertThatThrownBy(() -> new TargetRule(true).resolve(host)).hasMessageContaining("four decimal numbers");
    }

    @Test
    void dottedDecimalIsAllowed() {
        assertThat(strict.check("https://8.8.8.8/x").getHost()).isEqualTo("8.8.8.8");
    }

    @Test
    void httpsToAPublicNameIsAllowed() {
        assertThat(strict.check("https://hooks.example.org:8443/parvis?room=1").getHost())
                .isEqualTo("hooks.example.org");
    }

    @Test
    void theOperatorMayAllowTheOwnNetwork() {
        TargetRule open = new TargetRule(true);

        assertThat(open.check("http://127.0.0.1:9000/").getPort()).isEqualTo(9000);
        assertThatThrownBy(() -> open.check("ftp://127.0.0.1/")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesOfTheOwnNetworkAreRefusedWhenLookedUp() {
        assertThatThrownBy(() -> strict.resolve("localhost")).hasMessageContaining("not a public address");
    }
}
