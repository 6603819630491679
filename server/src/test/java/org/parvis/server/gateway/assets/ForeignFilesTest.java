package org.parvis.server.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.parvis.server.http.HttpCall;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.RequestPath;

class ForeignFilesTest {
    private static final HttpCall CALL = new HttpCall(
            HttpMethod.GET,
            RequestPath.parse("/v1/venues/a/b/page.html").orElseThrow(),
            Map.of(),
            new DefaultHttpHeaders(),
            "local",
            ByteBuffer.allocate(0));

    private static HttpReply reply(AssetEndpoint endpoint) {
        AssetSource source = path -> Optional.of(new StoredFile(
                ByteBuffer.wrap("<script>1</script>".getBytes(StandardCharsets.UTF_8)),
                Optional.empty(),
                Optional.empty()));
        return endpoint.send(CALL, "scope", "page.html", source)
                .toCompletableFuture()
                .join();
    }

    @Test
    void foreignFileComesUnderAPolicyThatRunsNothing() {
        AssetCache cache = new AssetCache(1 << 16, Runnable::run, new SimpleMeterRegistry());
        AssetEndpoint ours = new AssetEndpoint(
                cache, Lifetime.IMMUTABLE, call -> HttpReply.text(HttpResponseStatus.NOT_FOUND, "text/plain", "none"));

        assertThat(reply(ours).headers()).doesNotContainKey("content-security-policy");
        assertThat(reply(ours.forForeignFiles()).headers().get("content-security-policy"))
                .startsWith("sandbox;")
                .contains("default-src 'none'")
                .doesNotContain("allow-scripts", "self");
    }
}
