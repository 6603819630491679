package org.parvis.server.store.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where webhooks may go: HTTPS to public addresses; with {@code allowPrivate} also plain HTTP and the operator's own
 * network. A name is looked up when a message is sent, checked, and connected to by the address that was checked, so a
 * name that points elsewhere a moment later leads nowhere.
 *
 * <p>Any thread.
 *
 * @param allowPrivate whether the operator trusts those who register webhooks with the own network
 */
public record TargetRule(boolean allowPrivate) {
    private static final int LONGEST_URL = 2_048;
    private static final String NUMBER = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern DOTTED_DECIMAL = Pattern.compile(NUMBER + "(\\." + NUMBER + "){3}");

    /**
     * A URL that may be registered.
     *
     * @param url as typed
     * @return the same, understood
     * @throws IllegalArgumentException saying in words what does not fit
     */
    public URI check(String url) {
        if (url.length() > LONGEST_URL) {
            throw new IllegalArgumentException("the URL is longer than " + LONGEST_URL + " characters");
        }
        URI uri = parsed(url);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(allowPrivate && scheme.equals("http"))) {
            throw new IllegalArgumentException("the URL must begin with https://");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("the URL must name a host, and neither a user nor a fragment");
        }
        requireUsualForm(uri.getHost());
        refusePrivateLiteral(uri.getHost());
        return uri;
    }

    private static URI parsed(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException broken) {
            throw new IllegalArgumentException("not a URL: " + broken.getReason(), broken);
        }
    }

    /**
     * A name, four decimal numbers, or an IPv6 address in brackets. Whatever else libraries take for an address (hex,
     * octal, fewer numbers, a dot at the end), they do not all take for the same one, so what is checked might not be
     * what is connected to.
     */
    private static void requireUsualForm(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        boolean number = last.isEmpty() || last.matches("[0-9]+|0[xX][0-9a-fA-F]*");
        if (number && !DOTTED_DECIMAL.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "the host must be a name or four decimal numbers from 0 to 255, without leading zeros and without a"
                            + " dot at the end");
        }
    }

    /** Addresses written as numbers are refused at once; names when they are looked up. */
    private void refusePrivateLiteral(String host) {
        boolean literal = host.startsWith("[") || host.matches("[0-9.]+") || host.equalsIgnoreCase("localhost");
        if (!literal || allowPrivate) {
            return;
        }
        try {
            resolve(host);
        } catch (IOException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }

    /** Looks a host up; every one of its addresses must be allowed. */
    InetAddress resolve(String host) throws IOException {
        try {
            requireUsualForm(host);
        } catch (IllegalArgumentException unusual) {
            throw new IOException(unusual.getMessage(), unusual);
        }
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!allowPrivate && !PublicAddress.isPublic(address)) {
                throw new IOException(host + " is not a public address");
            }
        }
        return addresses[0];
    }
}
