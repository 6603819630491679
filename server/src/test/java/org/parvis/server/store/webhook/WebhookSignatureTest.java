package org.parvis.server.store.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signatures by the published formula, with the example of the Standard Webhooks libraries. */
@Tag("A58")
final class WebhookSignatureTest {
    @Test
    void thePublishedExampleComesOut() {
        WebhookSecret secret = WebhookSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        String header = WebhookSignature.header(
                List.of(secret),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

        assertThat(header).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void secretsAreReadBackAndNeverPrinted() {
        WebhookSecret secret = WebhookSecret.random();

        assertThat(WebhookSecret.of(secret.text()).key())
                .isEqualTo(secret.key())
                .hasSize(32);
        assertThat(secret.text()).startsWith("whsec_");
        assertThat(secret).hasToString("WebhookSecret[***]");
    }
}
