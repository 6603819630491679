package org.parvis.server.gateway.socket;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator why handshakes were refused, and how to mend it: behind a proxy that is not set up for WebSocket the
 * page loads and the socket does not, which looks like a dead server to everybody.
 *
 * <p>One line a minute and cause at most, at level INFO: whoever knocks may be a stranger, and strangers must not fill a
 * log. What it shows of theirs is shortened and printable.
 *
 * <p>Any event loop; a lost race costs a line at most.
 */
public final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final long PAUSE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final int SHOWN_MAX = 120;

    /** Why, as the operator can mend it. */
    private enum Cause {
        ORIGIN,
        HTTP_1_0,
        NO_UPGRADE,
        OTHER
    }

    private final OriginRule origins;
    private final Consumer<String> out;
    private final LongSupplier nowNs;
    private final Map<Cause, AtomicLong> nextLineNs = new EnumMap<>(Cause.class);
    private final Map<Cause, AtomicLong> unsaid = new EnumMap<>(Cause.class);

    /**
     * Writes to the server's log.
     *
     * @param origins explains what it did not permit
     */
    public RefusalLog(OriginRule origins) {
        this(origins, LOG::info, System::nanoTime);
    }

    RefusalLog(OriginRule origins, Consumer<String> out, LongSupplier nowNs) {
        this.origins = origins;
        this.out = out;
        this.nowNs = nowNs;
        for (Cause cause : Cause.values()) {
            nextLineNs.put(cause, new AtomicLong(nowNs.getAsLong()));
            unsaid.put(cause, new AtomicLong());
        }
    }

    /**
     * A handshake was refused.
     *
     * @param request the handshake
     * @param secure whether it came over TLS, ours or a trusted proxy's
     * @param status what it was answered
     */
    void told(FullHttpRequest request, boolean secure, HttpResponseStatus status) {
        Cause cause = cause(request, status);
        long now = nowNs.getAsLong();
        AtomicLong next = nextLineNs.get(cause);
        AtomicLong left = unsaid.get(cause);
        if (next == null || left == null) {
            return;
        }
        long due = next.get();
        if (now - due < 0 || !next.compareAndSet(due, now + PAUSE_NS)) {
            left.incrementAndGet();
            return;
        }
        long more = left.getAndSet(0);
        String others = more == 0 ? "" : " (and " + more + " like it since the last such line)";
        out.accept("Refused a WebSocket with " + status.code() + ": " + reason(cause, request, secure) + others);
    }

    private static Cause cause(FullHttpRequest request, HttpResponseStatus status) {
        if (status.equals(HttpResponseStatus.FORBIDDEN)) {
            return Cause.ORIGIN;
        }
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Cause.HTTP_1_0;
        }
        HttpHeaders headers = request.headers();
        boolean asks = headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
        return asks ? Cause.OTHER : Cause.NO_UPGRADE;
    }

    private String reason(Cause cause, FullHttpRequest request, boolean secure) {
        return switch (cause) {
            case ORIGIN -> origins.explain(request.headers(), secure, RefusalLog::shown);
            case HTTP_1_0 -> "it came as HTTP/1.0; let the proxy speak HTTP/1.1 (nginx: proxy_http_version 1.1)";
            case NO_UPGRADE ->
                "it came without Upgrade and Connection; somebody opened the address as a page, or a proxy drops both: let it pass them"
                        + " (nginx: proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade)";
            case OTHER ->
                "it offered version "
                        + shown(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "none"))
                        + " and subprotocol "
                        + shown(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, "none"))
                        + "; 13 and parvis.v1 are spoken here";
        };
    }

    private static String shown(String theirs) {
        String printable = theirs.replaceAll("[^\\x21-\\x7e]", "?");
        return printable.length() > SHOWN_MAX ? printable.substring(0, SHOWN_MAX) + "…" : printable;
    }
}
