package org.parvis.server.gateway.http;

import io.netty.handler.codec.http.HttpHeaders;
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

    static void add(HttpHeaders headers, String host) {
        String sockets = isHost(host) ? " ws://" + host + " wss://" + host : "";
        headers.set(
                "content-security-policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; manifest-src 'self'; "
                        + "img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self' blob:; "
                        + "connect-src 'self'" + sockets
                        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
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
}
