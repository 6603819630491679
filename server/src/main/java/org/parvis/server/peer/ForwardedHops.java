package org.parvis.server.peer;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hops that proxies noted on a request's way, as told by {@code X-Forwarded-For} and {@code X-Forwarded-Proto}, or by
 * {@code Forwarded} (RFC 7239). Only the right end of such a list is to be trusted: each proxy appends whom it saw, and
 * what stands to the left of that came with the request.
 *
 * @param addresses from the farthest hop to the nearest; empty where a hop is no address
 * @param schemes what the proxies say the peer spoke, in the same order; perhaps fewer than addresses, or none
 */
record ForwardedHops(List<Optional<InetAddress>> addresses, List<String> schemes) {
    private static final int MOST_HOPS = 32;

    /** One {@code name=value} of an element of Forwarded; the value a token or a quoted string without escapes. */
    private static final Pattern PAIR = Pattern.compile("\\s*([A-Za-z]+)=(?:\"([^\"\\\\]*)\"|([^\\s\";,]*))\\s*");

    /** An address, with a port or without: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}, {@code 2001:db8::1}. */
    private static final Pattern HOP =
            Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::[0-9]{1,5})?|([0-9.]+)(?::[0-9]{1,5})?|([0-9A-Fa-f:.]+)");

    /** What X-Forwarded-For and X-Forwarded-Proto say; empty when the first is absent. */
    static Optional<ForwardedHops> byCustom(HttpHeaders headers) {
        List<Optional<InetAddress>> addresses = new ArrayList<>();
        for (String item : items(headers, "x-forwarded-for")) {
            addresses.add(hop(item));
        }
        return ofAny(addresses, items(headers, "x-forwarded-proto"));
    }

    /** What Forwarded says; empty when it is absent. */
    static Optional<ForwardedHops> byStandard(HttpHeaders headers) {
        List<Optional<InetAddress>> addresses = new ArrayList<>();
        List<String> schemes = new ArrayList<>();
        for (String element : items(headers, "forwarded")) {
            addresses.add(hop(parameter(element, "for")));
            schemes.add(parameter(element, "proto"));
        }
        return ofAny(addresses, schemes);
    }

    private static Optional<ForwardedHops> ofAny(List<Optional<InetAddress>> addresses, List<String> schemes) {
        return addresses.isEmpty() ? Optional.empty() : Optional.of(new ForwardedHops(addresses, schemes));
    }

    /** The last scheme told, which is the nearest proxy's word; empty when none is. */
    Optional<String> scheme() {
        return schemes.isEmpty()
                ? Optional.empty()
                : Optional.of(schemes.get(schemes.size() - 1).toLowerCase(Locale.ROOT));
    }

    /** The items of all header fields of a name, in order; only the nearest hops of an endless list. */
    private static List<String> items(HttpHeaders headers, String name) {
        List<String> items = new ArrayList<>();
        for (String field : headers.getAll(name)) {
            for (String item : field.split(",", -1)) {
                items.add(item.strip());
            }
        }
        return items.size() > MOST_HOPS ? items.subList(items.size() - MOST_HOPS, items.size()) : items;
    }

    private static String parameter(String element, String name) {
        for (String part : element.split(";", -1)) {
            Matcher pair = PAIR.matcher(part);
            if (pair.matches() && pair.group(1).equalsIgnoreCase(name)) {
                return pair.group(2) != null ? pair.group(2) : pair.group(3);
            }
        }
        return "";
    }

    private static Optional<InetAddress> hop(String text) {
        Matcher hop = HOP.matcher(text);
        if (!hop.matches()) {
            return Optional.empty();
        }
        String address = hop.group(1) != null ? hop.group(1) : hop.group(2) != null ? hop.group(2) : hop.group(3);
        return Network.address(address);
    }
}
