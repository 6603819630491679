package org.parvis.loadtest.client;

import io.netty.handler.ssl.SslHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The server that is called, and what it has to show to be trusted. Immutable; any thread.
 *
 * @param join its WebSocket address, {@code ws://} or {@code wss://}
 * @param tls how it is trusted; null without TLS
 */
public record Endpoint(URI join, @Nullable SSLContext tls) {
    /** What a server is when nothing says otherwise. */
    public static final String USUAL = "ws://127.0.0.1:8080/v1/join";

    private static final int PLAIN_PORT = 80;
    private static final int TLS_PORT = 443;

    /**
     * A server without TLS.
     *
     * @param join its WebSocket address
     * @return the endpoint
     */
    public static Endpoint plain(URI join) {
        return new Endpoint(join, null);
    }

    /**
     * Whether an address is one of TLS.
     *
     * @param join a WebSocket address
     * @return true for {@code wss://}
     */
    public static boolean isSecure(URI join) {
        return "wss".equals(String.valueOf(join.getScheme()).toLowerCase(Locale.ROOT));
    }

    /**
     * Name or number of the server's host.
     *
     * @return as the address has it, an IPv6 address without its brackets
     */
    public String host() {
        String host = join.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * The server's port.
     *
     * @return the address's, or the usual one of its scheme
     */
    public int port() {
        int usual = tls == null ? PLAIN_PORT : TLS_PORT;
        return join.getPort() < 0 ? usual : join.getPort();
    }

    /**
     * The same server by HTTP.
     *
     * @return its root
     */
    public URI http() {
        return URI.create((tls == null ? "http://" : "https://") + join.getRawAuthority() + "/");
    }

    /**
     * A client for {@link #http}.
     *
     * @param patience how long connecting may take
     * @return a new client
     */
    public HttpClient httpClient(Duration patience) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(patience);
        return (tls == null ? builder : builder.sslContext(tls)).build();
    }

    /**
     * What encrypts a connection.
     *
     * @return a new handler; null without TLS
     */
    public @Nullable SslHandler sslHandler() {
        if (tls == null) {
            return null;
        }
        SSLEngine engine = tls.createSSLEngine(host(), port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return new SslHandler(engine);
    }
}
