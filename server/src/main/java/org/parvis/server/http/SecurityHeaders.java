package org.parvis.server.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What every reply tells a browser to refuse.
 *
 * <p>Scripts, styles and connections come from this server only. {@code blob:} is open for workers and pictures because
 * three.js makes textures and decoders there; {@code data:} for pictures only. The page may be framed by nobody and
 * sends its address to nobody. Sockets are named by host as well as {@code 'self'}: older Safari does not count
 * {@code ws:} as the same origin.
 */
final class SecurityHeaders {
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?");

    private SecurityHeaders() {}

    /** True for {@code name}, {@code name:port}, {@code [v6]:port}: nothing that could break out of a header field. */
    static boolean isHost(String host) {
        return HOST.matcher(host).matches();
    }

    /**
     * Adds them. A reply that brings a content security policy of its own keeps it.
     *
     * @param host the request's Host field; empty when unknown
     * @param tls whether this server encrypts the connection itself
     */
    static void add(HttpHeaders headers, String host, boolean tls) {
        String sockets = isHost(host) ? (tls ? "" : " ws://" + host) + " wss://" + host : "";
        if (tls && !isThisMachine(host)) {
            headers.set("strict-transport-security", "max-age=31536000");
        }
        if (!headers.contains("content-security-policy")) {
            headers.set(
                    "content-security-policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; manifest-src 'self'; "
                            + "img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self' blob:; "
                            + "connect-src 'self'" + sockets
                            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        }
        headers.set("x-content-type-options", "nosniff");
        headers.set("x-frame-options", "DENY");
        headers.set("referrer-policy", "no-referrer");
        headers.set("cross-origin-opener-policy", "same-origin");
        headers.set("cross-origin-resource-policy", "same-origin");
        headers.set(
                "permissions-policy",
                "xr-spatial-tracking=(self), gyroscope=(self), accelerometer=(self), fullscreen=(self), "
                        + "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
    }

    /** A browser told to use HTTPS for localhost would do so for every program on that machine, for a year. */
    private static boolean isThisMachine(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", "");
        return name.equals("localhost") || name.endsWith(".localhost");
    }
}
