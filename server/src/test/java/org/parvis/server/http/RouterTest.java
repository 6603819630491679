package org.parvis.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RouterTest {
    private final Router router = new Router(say("otherwise"))
            .get("/v1/venues", say("list"))
            .get(
                    "/v1/venues/{id}/{file*}",
                    HttpEndpoint.now(call -> text(call.variable("id") + ">" + call.variable("file"))))
            .add(HttpMethod.POST, "/v1/orders", say("order"));

    private static HttpReply text(String words) {
        return HttpReply.text(HttpResponseStatus.OK, "text/plain", words);
    }

    private static HttpEndpoint say(String words) {
        return HttpEndpoint.now(call -> text(words));
    }

    private String ask(HttpMethod method, String target) {
        RequestPath path = RequestPath.parse(target).orElseThrow();
        HttpReply reply = router.answer(
                        new HttpCall(method, path, Map.of(), new DefaultHttpHeaders(), "local", ByteBuffer.allocate(0)))
                .toCompletableFuture()
                .join();
        return reply.status().code() + " " + new String(reply.body().array(), StandardCharsets.UTF_8);
    }

    @Test
    void templatesMatchWholePaths() {
        assertThat(ask(HttpMethod.GET, "/v1/venues")).isEqualTo("200 list");
        assertThat(ask(HttpMethod.HEAD, "/v1/venues")).isEqualTo("200 list");
        assertThat(ask(HttpMethod.GET, "/v1/venues/")).isEqualTo("200 otherwise");
        assertThat(ask(HttpMethod.GET, "/v1/venues/square")).isEqualTo("200 otherwise");
    }

    @Test
    void lastBraceTakesTheRest() {
        assertThat(ask(HttpMethod.GET, "/v1/venues/square/assets/a.png")).isEqualTo("200 square>assets/a.png");
    }

    @Test
    void otherMethodIsToldWhatIsAllowed() {
        assertThat(ask(HttpMethod.GET, "/v1/orders")).startsWith("405 ").contains("POST");
        assertThat(ask(HttpMethod.POST, "/v1/orders")).isEqualTo("200 order");
        assertThat(ask(HttpMethod.DELETE, "/anything")).startsWith("405 ");
    }
}
