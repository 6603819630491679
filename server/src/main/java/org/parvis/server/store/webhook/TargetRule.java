package org.parvis.server.store.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

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
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!allowPrivate && !PublicAddress.isPublic(address)) {
                throw new IOException(host + " is not a public address");
            }
        }
        return addresses[0];
    }
}
