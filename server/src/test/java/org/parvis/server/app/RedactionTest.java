package org.parvis.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

@Tag("A36")
final class RedactionTest {
    /** Stands for the secret in each of the texts below. */
    private static final String SECRET = "s3cr3tS3CR3Ts3cr3tS3CR3T";

    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwXzEifQ." + SECRET;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer %s",
                "authorization=Basic %s",
                "got bearer %s from the page",
                "GET /v1/oidc/callback?code=1&ticket=%s&x=1",
                "{\"ticket\":\"%s\",\"expiresInS\":60}",
                "{\"refreshToken\" : \"%s\"}",
                "{\\\"accessToken\\\":\\\"%s\\\"}",
                "resume_token: \"%s\"",
                "resumeToken=%s, venue=plaza",
                "Cookie: a=1; sid=%s; b=2",
                "Set-Cookie: oidc=%s; HttpOnly",
                "set-cookie = [oidc=%s]",
                "password=%s",
                "PASSWORD: '%s'",
                "db-password = %s",
                "client_secret=%s&grant_type=x",
                "recoveryCode: %s",
                "whsec_%s",
                "secret whsec_%s==",
                "jdbc:postgresql://parvis:%s@db.example/parvis",
                "postgresql://db/parvis?user=parvis&password=%s&ssl=true",
                "code_verifier=%s",
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\\n%s",
                "ticket = %s",
                "one-time token: %s",
            })
    void secretsAreBlackened(String text) {
        String redacted = Redaction.redacted(String.format(text, SECRET));

        assertThat(redacted).doesNotContain(SECRET).contains("[redacted]");
        assertThat(Redaction.redacted(redacted)).as("once is enough").isEqualTo(redacted);
    }

    @Test
    void tokenIsKnownByItsShapeWhereverItStands() {
        assertThat(Redaction.redacted("odd: (" + JWT + ")")).isEqualTo("odd: ([redacted])");
        assertThat(Redaction.redacted("half " + JWT.substring(0, 40))).doesNotContain(JWT.substring(20, 40));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "closed connection reason=CLOSE_REASON_BAD_MESSAGE source=127.0.0.1 detail=12 bytes",
                "refused connection reason=REFUSAL_CODE_RESUME_EXPIRED source=10.0.0.1 detail=You were away for too long",
                "Draining: no new joins, 3 players are told",
                "TLS by OPENSSL_REFCNT with the certificate of CN=venue.example, valid until 2027-01-01T00:00:00Z",
                "cannot open https://venue.example:8443/v1/venues",
                "the token is unknown, used or too old",
                "Listening on /0.0.0.0:8080 by EPOLL",
            })
    void everydayLinesStayAsTheyAre(String text) {
        assertThat(Redaction.redacted(text)).isEqualTo(text);
    }

    @Test
    void whereverASecretHidesInAnEventTheLineShowsNone() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayoutEncoder human = new PatternLayoutEncoder();
        human.setPattern("%msg%n");
        JsonEncoder json = new JsonEncoder();
        Logger logger = context.getLogger("test");
        Throwable deep = new IllegalStateException(
                "outer",
                new IllegalArgumentException("Cookie: sid=" + SECRET, new RuntimeException("ticket=" + SECRET)));
        LoggingEvent event =
                new LoggingEvent("here", logger, Level.WARN, "said {}", deep, new Object[] {"token=" + SECRET});
        for (Encoder<ILoggingEvent> plain : List.of(human, json)) {
            plain.setContext(context);
            plain.start();
            String line = new String(new RedactingEncoder(plain).encode(event), StandardCharsets.UTF_8);

            assertThat(line).doesNotContain(SECRET).contains("outer");
            if (plain == json) {
                assertThat(new JsonMapper().readTree(line).get("level").asString())
                        .isEqualTo("WARN");
            }
        }
    }
}
