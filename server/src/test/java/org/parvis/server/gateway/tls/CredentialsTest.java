package org.parvis.server.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.server.testing.TestCertificate;

final class CredentialsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private static Credentials read(String certificate, String key) throws TlsException {
        return Credentials.read(certificate, key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void keysOfBothKindsAndFormsAreRead(String kind) throws TlsException {
        TestCertificate made = TestCertificate.of("kinds", kind, NOW, NOW.plusSeconds(60));
        String words = "Bag Attributes\n    friendlyName: x\n";

        assertThat(read(made.certificatePem(), made.keyPem()).chain()).hasSize(1);
        assertThat(read(words + made.certificatePem(), words + made.olderKeyPem())
                        .key()
                        .getAlgorithm())
                .isEqualTo(kind);
    }

    @Test
    void wholeChainIsRead() throws TlsException {
        TestCertificate own = TestCertificate.fresh("own");

        assertThat(read(own.certificatePem() + TestCertificate.fresh("issuer").certificatePem(), own.keyPem())
                        .chain())
                .hasSize(2);
    }

    @Test
    void keyOfAnotherCertificateIsRefused() {
        TestCertificate one = TestCertificate.fresh("one");
        TestCertificate other = TestCertificate.fresh("other");
        TestCertificate rsa = TestCertificate.of("rsa", "RSA", NOW, NOW.plusSeconds(60));

        assertThatThrownBy(() -> read(one.certificatePem(), other.keyPem()))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("not that of the first certificate");
        assertThatThrownBy(() -> read(one.certificatePem(), rsa.keyPem())).isInstanceOf(TlsException.class);
    }

    @Test
    void whatIsWrongIsToldWithoutQuotingTheKey() {
        TestCertificate made = TestCertificate.fresh("made");
        String secret = made.keyPem().lines().skip(1).findFirst().orElseThrow();

        assertThatThrownBy(() -> read("", made.keyPem())).hasMessageContaining("no certificate");
        assertThatThrownBy(() -> read("-----BEGIN CERTIFICATE-----\nAAAA", made.keyPem()))
                .isInstanceOf(TlsException.class);
        assertThatThrownBy(() -> read(made.certificatePem(), "")).hasMessageContaining("no private key");
        assertThatThrownBy(() -> read(
                        made.certificatePem(),
                        made.keyPem()
                                .replace("BEGIN PRIVATE", "BEGIN ENCRYPTED PRIVATE")
                                .replace("END PRIVATE", "END ENCRYPTED PRIVATE")))
                .hasMessageContaining("openssl pkey");
        assertThatThrownBy(() -> read(made.certificatePem(), made.keyPem().replace(secret, secret.substring(4))))
                .isInstanceOf(TlsException.class)
                .message()
                .doesNotContain(secret.substring(4));
    }

    @Test
    void timeOfTheCertificateIsToldAndTheKeyNeverIs() throws TlsException {
        TestCertificate made = TestCertificate.of("timed", "EC", NOW.minusSeconds(60), NOW.plusSeconds(60));
        Credentials credentials = read(made.certificatePem(), made.keyPem());

        assertThat(credentials.invalidAt(NOW)).isNull();
        assertThat(credentials.invalidAt(NOW.plusSeconds(61))).contains("expired on");
        assertThat(credentials.invalidAt(NOW.minusSeconds(61))).contains("not valid before");
        assertThat(credentials).hasToString("CN=timed, valid until " + NOW.plusSeconds(60));
    }
}
