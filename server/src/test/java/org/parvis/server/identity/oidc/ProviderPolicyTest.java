package org.parvis.server.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.server.identity.oidc.ProviderClient.TokenAuth;
import org.slf4j.LoggerFactory;

/** What of a provider's metadata is followed, what is not, and what the operator is told. */
final class ProviderPolicyTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(OidcLogins.class);

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeProvider provider;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ECKey key;

    @BeforeEach
    void open() throws Exception {
        provider = new FakeProvider();
        key = FakeProvider.newKey("first");
        provider.publish(key);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        provider.close();
    }

    private String outcome(ProviderClient client) throws Exception {
        return provider.outcome(
                provider.logins(client),
                nonce -> FakeProvider.signed(provider.truth(nonce).build(), key));
    }

    private String told() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).reduce("", (all, line) -> all + line + "\n");
    }

    @Test
    void secretIsShownInTheFormWhereTheProviderTakesItThereOnly() throws Exception {
        provider.metadata.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));

        assertThat(outcome(ProviderClient.of("parvis", FakeProvider.SECRET))).isEqualTo("signed-in");
        assertThat(provider.exchanges)
                .singleElement()
                .asString()
                .startsWith(" ")
                .contains("client_id=parvis", "client_secret=" + FakeProvider.SECRET);
    }

    @Test
    void secretIsShownInTheHeaderWhereNothingElseIsSaid() throws Exception {
        assertThat(outcome(ProviderClient.of("parvis", FakeProvider.SECRET))).isEqualTo("signed-in");
        provider.metadata.put(
                "token_endpoint_auth_methods_supported", List.of("client_secret_post", "client_secret_basic"));
        assertThat(outcome(ProviderClient.of("parvis", FakeProvider.SECRET))).isEqualTo("signed-in");

        assertThat(provider.exchanges)
                .hasSize(2)
                .allSatisfy(sent -> assertThat(sent).startsWith("Basic ").doesNotContain("client_secret"));
    }

    @Test
    void operatorMayNameTheWay() throws Exception {
        ProviderClient post =
                new ProviderClient("parvis", FakeProvider.SECRET, Optional.of(TokenAuth.CLIENT_SECRET_POST), false);

        assertThat(outcome(post)).isEqualTo("signed-in");
        assertThat(provider.exchanges).singleElement().asString().contains("client_secret=");
    }

    @Test
    void providerThatTakesNeitherIsToldAbout() throws Exception {
        provider.metadata.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt"));

        assertThat(outcome(ProviderClient.of("parvis", FakeProvider.SECRET))).isEqualTo("sign-in-failed=refused");
        assertThat(told()).contains("client_secret_basic");
        assertThat(provider.exchanges).isEmpty();
    }

    @Test
    void publicClientShowsNoSecret() throws Exception {
        assertThat(outcome(ProviderClient.of("parvis", ""))).isEqualTo("signed-in");
        assertThat(provider.exchanges)
                .singleElement()
                .asString()
                .startsWith(" ")
                .contains("client_id=parvis");
    }

    private static String bySecret(FakeProvider provider, String nonce) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256), provider.truth(nonce).build());
        token.sign(new MACSigner(FakeProvider.SECRET.getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }

    @Test
    void tokensSignedBySecretAreGoodOnlyWhereTheOperatorSaysSo() throws Exception {
        ProviderClient hs256 = new ProviderClient("parvis", FakeProvider.SECRET, Optional.empty(), true);
        ProviderClient plain = ProviderClient.of("parvis", FakeProvider.SECRET);

        assertThat(provider.outcome(provider.logins(hs256), nonce -> bySecret(provider, nonce)))
                .isEqualTo("signed-in");
        assertThat(provider.outcome(provider.logins(plain), nonce -> bySecret(provider, nonce)))
                .isEqualTo("sign-in-failed=refused");
        assertThat(outcome(hs256)).isEqualTo("sign-in-failed=refused");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProviderClient("parvis", "x".repeat(31), Optional.empty(), true))
                .withMessageContaining("32 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "token_endpoint,http://127.0.0.1:1/internal",
        "token_endpoint,http://idp.example/token",
        "token_endpoint,ftp://idp.example/token",
        "token_endpoint,https://user@idp.example/token",
        "authorization_endpoint,http://idp.example/auth",
        "authorization_endpoint,javascript:alert(1)"
    })
    void endpointsOfAnHttpsIssuerAreHttps(String name, String endpoint) {
        ProviderConfig https = new ProviderConfig(
                "school",
                "School",
                URI.create("https://idp.example"),
                ProviderClient.of("parvis", "x"),
                URI.create("https://us.example/v1/oidc/callback"),
                List.of(),
                false);

        assertThat(https.mayUse(URI.create(endpoint))).as(name).isFalse();
        assertThat(https.mayUse(URI.create("https://tokens.example/" + name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.2:1/t", "http://localhost:1/t", "https://127.0.0.2:1/t", "https://[::1]:1/t"})
    void onlyTheIssuersOwnHostMayBeInside(String url) throws Exception {
        ProviderHttp http = new ProviderHttp(provider.config(ProviderClient.of("parvis", "x")));

        assertThat(failure(http, url)).contains("is no public address");
        assertThat(http.retrieveResource(new URL(provider.issuer() + "/jwks")).getContent())
                .contains("first");
    }

    @Test
    void operatorMayAllowOthersInside() throws Exception {
        ProviderConfig given = provider.config(ProviderClient.of("parvis", "x"));
        ProviderHttp http = new ProviderHttp(new ProviderConfig(
                given.id(), given.title(), given.issuer(), given.client(), given.redirectUri(), List.of(), true));

        assertThat(failure(http, "http://127.0.0.2:1/t")).doesNotContain("public address");
    }

    private static String failure(ProviderHttp http, String url) {
        try {
            return "answered " + http.retrieveResource(new URL(url)).getContent();
        } catch (IOException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    @Test
    void slashTooManyIsToldWithBothIssuers() throws Exception {
        provider.metadata.put("issuer", provider.issuer() + "/");

        assertThat(outcome(ProviderClient.of("parvis", "x"))).isEqualTo("begin sign-in-failed=refused");
        assertThat(told())
                .contains("configured issuer " + provider.issuer() + ", published " + provider.issuer() + "/;");
    }

    @Test
    void providerThatIsAwayIsToldOnceAMinute() {
        provider.close();
        OidcLogins logins = provider.logins(ProviderClient.of("parvis", "x"));

        for (int i = 0; i < 3; i++) {
            assertThat(logins.begin("liar", "/play").location()).hasToString("/play#sign-in-failed=unavailable");
        }
        assertThat(log.list)
                .filteredOn(line -> line.getLevel().levelStr.equals("WARN"))
                .hasSize(1);
    }

    @Test
    void refusedCodeIsToldWithTheProvidersWord() throws Exception {
        provider.refuseCodes();

        assertThat(outcome(ProviderClient.of("parvis", "x"))).isEqualTo("sign-in-failed=refused");
        assertThat(told()).contains("401", "invalid_client");
    }

    @Test
    void browserEndsOnOurPageWhateverItAsksFor() {
        OidcLogins logins = new OidcLogins(List.of(), InstantSource.system());

        for (String path : List.of("//evil.example/", "https://evil.example/", "/\\evil.example", "", "x")) {
            assertThat(logins.begin("other", path).location()).hasToString("/#sign-in-failed=unknown");
        }
    }
}
