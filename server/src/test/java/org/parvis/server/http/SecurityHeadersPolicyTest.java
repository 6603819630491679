package org.parvis.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;

class SecurityHeadersPolicyTest {
    @Test
    void stricterPolicyOfAReplyIsKept() {
        HttpHeaders own = new DefaultHttpHeaders().set("content-security-policy", "sandbox");
        SecurityHeaders.add(own, "example.org", false);
        HttpHeaders usual = new DefaultHttpHeaders();
        SecurityHeaders.add(usual, "example.org", false);

        assertThat(own.get("content-security-policy")).isEqualTo("sandbox");
        assertThat(own.get("x-content-type-options")).isEqualTo("nosniff");
        assertThat(usual.get("content-security-policy")).contains("script-src 'self'");
    }
}
