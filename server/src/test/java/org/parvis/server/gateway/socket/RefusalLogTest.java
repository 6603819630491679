package org.parvis.server.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an operator reads when a page loads and its socket is refused. */
final class RefusalLogTest {
    private final List<String> lines = new ArrayList<>();
    private long nowNs = Long.MAX_VALUE - 5;
    private RefusalLog log = log(List.of());

    private RefusalLog log(List<String> allowedOrigins) {
        return new RefusalLog(new OriginRule(allowedOrigins), lines::add, () -> nowNs);
    }

    private static FullHttpRequest handshake(String... headers) {
        return handshake(HttpVersion.HTTP_1_1, headers);
    }

    private static FullHttpRequest handshake(HttpVersion version, String... headers) {
        FullHttpRequest request =
                new DefaultFullHttpRequest(version, HttpMethod.GET, "/v1/join", Unpooled.EMPTY_BUFFER);
        request.headers().set("connection", "Upgrade").set("upgrade", "websocket");
        for (int i = 0; i < headers.length; i += 2) {
            request.headers().set(headers[i], headers[i + 1]);
        }
        return request;
    }

    @Test
    void proxyThatDropsThePortIsNamedWithItsCure() {
        log.told(handshake("origin", "http://venue:8443", "host", "venue"), false, HttpResponseStatus.FORBIDDEN);

        assertThat(lines)
                .singleElement()
                .asString()
                .contains("403", "origin http://venue:8443", "Host is venue", "$http_host", "allowed-origins");
    }

    @Test
    void originOutsideTheListIsShownWithTheList() {
        log = log(List.of("https://venue.example"));
        log.told(handshake("origin", "https://other.example"), true, HttpResponseStatus.FORBIDDEN);

        assertThat(lines).singleElement().asString().contains("https://other.example", "https://venue.example:443");
    }

    @Test
    void proxyThatSpeaksOldHttpOrDropsUpgradeIsNamedWithItsCure() {
        log.told(handshake(HttpVersion.HTTP_1_0), false, HttpResponseStatus.BAD_REQUEST);
        FullHttpRequest stripped = handshake();
        stripped.headers().remove("upgrade");
        log.told(stripped, false, HttpResponseStatus.BAD_REQUEST);

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("HTTP/1.0", "proxy_http_version 1.1");
        assertThat(lines.get(1)).contains("$http_upgrade");
    }

    @Test
    void oneLineAMinuteAndCause() {
        FullHttpRequest foreign = handshake("origin", "http://a", "host", "b");
        for (int i = 0; i < 1_000; i++) {
            log.told(foreign, false, HttpResponseStatus.FORBIDDEN);
        }
        log.told(handshake("sec-websocket-version", "8"), false, HttpResponseStatus.UPGRADE_REQUIRED);
        assertThat(lines).hasSize(2);

        nowNs += TimeUnit.SECONDS.toNanos(61);
        log.told(foreign, false, HttpResponseStatus.FORBIDDEN);

        assertThat(lines).hasSize(3);
        assertThat(lines.get(2)).contains("999 like it");
    }

    @Test
    void whatStrangersWroteIsShortenedAndPrintable() {
        log.told(
                handshake("origin", "http://a\u00ad" + "x".repeat(5_000), "host", "b"),
                false,
                HttpResponseStatus.FORBIDDEN);

        assertThat(lines.get(0)).doesNotContain("\u00ad").hasSizeLessThan(500);
    }
}
