package org.parvis.server.gateway.socket;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which web pages may open a socket here. Browsers let any page open a WebSocket to any server, with no preflight, so
 * this check is all that keeps a foreign page from playing with a visitor's address and session.
 *
 * <p>Origins are compared whole after lower-casing and adding the scheme's usual port; nothing is matched by part or
 * pattern. Without a list, a page may come from the very host and port it connects to. With a list, only the list
 * counts: that also stops a page whose name was re-pointed at this server (DNS rebinding).
 *
 * <p>Programs send no Origin and pass; a browser always sends one, so a request that looks like a browser's but has none
 * is refused.
 */
public final class OriginRule {
    private static final Pattern ORIGIN = Pattern.compile("(https?)://([a-z0-9.-]+|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?");
    private static final Map<String, String> USUAL_PORTS = Map.of("http", "80", "https", "443");

    private static final Set<String> NODE = Set.of("node", "undici");

    private final Set<String> allowed;

    /**
     * A rule.
     *
     * @param allowedOrigins origins such as {@code https://venue.example}; empty: same host and port only
     * @throws IllegalArgumentException naming the first entry that is no origin
     */
    public OriginRule(List<String> allowedOrigins) {
        allowed = allowedOrigins.stream()
                .map(text -> canonical(text)
                        .orElseThrow(() -> new IllegalArgumentException("\"" + text
                                + "\" is not an origin; write scheme and host, such as https://venue.example")))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Judges a handshake.
     *
     * @param headers of the request
     * @param secure whether it came over TLS, ours or a trusted proxy's: pages that did not are then foreign
     * @return whether it may open a socket
     */
    public boolean permits(HttpHeaders headers, boolean secure) {
        List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
        if (origins.isEmpty()) {
            return !looksLikeBrowser(headers);
        }
        Optional<String> origin = origins.size() == 1 ? canonical(origins.get(0)) : Optional.empty();
        if (origin.isEmpty()) {
            return false;
        }
        return allowed.isEmpty() ? isSameHost(origin.get(), headers, secure) : allowed.contains(origin.get());
    }

    /**
     * Says why a handshake was not permitted, to the operator.
     *
     * @param headers of the request
     * @param secure whether it came over TLS, ours or a trusted proxy's
     * @param shown makes what strangers wrote fit to be logged
     * @return what did not match, and what to do
     */
    String explain(HttpHeaders headers, boolean secure, UnaryOperator<String> shown) {
        List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
        if (origins.size() != 1) {
            return origins.isEmpty()
                    ? "a browser came without Origin; let the proxy pass it"
                    : "it names several origins; let the proxy pass the one it got";
        }
        String origin = shown.apply(origins.get(0));
        if (!allowed.isEmpty()) {
            return "origin " + origin + " is not in allowed-origins (" + String.join(", ", new TreeSet<>(allowed))
                    + ")";
        }
        String host = shown.apply(headers.get(HttpHeaderNames.HOST, "missing"));
        if (secure && origin.toLowerCase(Locale.ROOT).startsWith("http:")) {
            return "origin " + origin + " is not encrypted, but the connection is; open the page by https";
        }
        return "origin " + origin + ", but Host is " + host
                + ": let the proxy pass the host and port that the browser asked for (nginx: proxy_set_header Host $http_host),"
                + " or set allowed-origins";
    }

    private static boolean isSameHost(String origin, HttpHeaders headers, boolean secure) {
        String host = headers.get(HttpHeaderNames.HOST, "");
        String scheme = origin.substring(0, origin.indexOf(':'));
        if (secure && !scheme.equals("https")) {
            return false;
        }
        return canonical(scheme + "://" + host).filter(origin::equals).isPresent();
    }

    private static boolean looksLikeBrowser(HttpHeaders headers) {
        String userAgent = headers.get(HttpHeaderNames.USER_AGENT, "");
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            // Node's own WebSocket borrows this one header, and no other, from the browsers' standard.
            boolean borrowed = name.equals("sec-fetch-mode") && NODE.contains(userAgent);
            if (!borrowed && (name.startsWith("sec-fetch-") || name.startsWith("sec-ch-ua"))) {
                return true;
            }
        }
        return userAgent.startsWith("Mozilla/");
    }

    private static Optional<String> canonical(String origin) {
        Matcher matcher = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String port = matcher.group(3) == null ? USUAL_PORTS.get(matcher.group(1)) : matcher.group(3);
        return Optional.of(matcher.group(1) + "://" + matcher.group(2) + ":" + port);
    }
}
