package org.parvis.server.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Under which names the server answers. Without a list: any. With one, a page whose own name was re-pointed at this
 * server (DNS rebinding) gets no answer, because its browser still asks for that name.
 *
 * <p>Names are compared whole, without regard to case; an entry without a port fits every port. Immutable; any thread.
 */
public final class HostRule {
    /** Answers under every name. */
    public static final HostRule ANY = new HostRule(List.of());

    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    private final Set<String> allowed;

    /**
     * A rule.
     *
     * @param allowedHosts names or addresses, each with a port or without; empty: any
     * @throws IllegalArgumentException naming the first entry that is no host
     */
    public HostRule(List<String> allowedHosts) {
        for (String host : allowedHosts) {
            if (!SecurityHeaders.isHost(host)) {
                throw new IllegalArgumentException(
                        "\"" + host + "\" is not a host; write venue.example, venue.example:8443 or [2001:db8::1]");
            }
        }
        allowed = allowedHosts.stream().map(HostRule::canonical).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Judges a request.
     *
     * @param host its Host field; empty when it has none, as HTTP/1.0 permits
     * @return whether it is for this server
     */
    public boolean permits(String host) {
        if (allowed.isEmpty()) {
            return true;
        }
        String asked = canonical(host);
        return allowed.contains(asked) || allowed.contains(PORT.matcher(asked).replaceFirst(""));
    }

    /** Lower case, and without the dot that may end a full name. */
    private static String canonical(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst("\\.(?=$|:)", "");
    }
}
