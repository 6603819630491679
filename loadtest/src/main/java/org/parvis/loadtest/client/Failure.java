package org.parvis.loadtest.client;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a connection failed, in words for a person: what happened, and what mends it. Any thread. */
public final class Failure {
    private static final int DEEPEST = 8;
    private static final String REFUSED = "connection refused: nothing listens there";

    private Failure() {}

    /**
     * The reason in words.
     *
     * @param thrown by the network library; its causes are looked at too
     * @return a short sentence without a full stop, the same for the same cause
     */
    public static String words(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        boolean refused = false;
        for (int i = 0; cause != null && i < DEEPEST; i++) {
            String words = known(cause, String.valueOf(cause.getMessage()));
            if (!words.isEmpty()) {
                return words;
            }
            refused |= cause instanceof ConnectException;
            cause = cause.getCause();
        }
        if (refused) {
            return REFUSED; // the JDK's own client says no more than the name of the exception
        }
        return thrown == null ? "for no known reason" : plain(thrown);
    }

    private static String known(Throwable cause, String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("too many open files")) {
            return "too many open files: raise this process's limit (ulimit -n)";
        }
        if (lower.contains("cannot assign requested address") || lower.contains("address already in use")) {
            return "no port is left on the tester's address: widen net.ipv4.ip_local_port_range, or use more testers"
                    + " on more addresses";
        }
        if (lower.contains("no buffer space") || lower.contains("cannot allocate memory")) {
            return "this machine has no memory left for sockets";
        }
        if (cause instanceof SSLException) {
            return tls(message, lower);
        }
        if (lower.contains("connection refused")) {
            return REFUSED;
        }
        if (lower.contains("connection reset") || lower.contains("broken pipe")) {
            return "the connection was reset";
        }
        return unreachable(cause, lower);
    }

    private static String unreachable(Throwable cause, String lower) {
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return "the host's name is not known";
        }
        if (cause instanceof NoRouteToHostException || lower.contains("unreachable")) {
            return "no way leads to the host";
        }
        boolean late = cause instanceof SocketTimeoutException || cause instanceof HttpTimeoutException;
        return late || lower.contains("timed out") ? "no answer in time" : "";
    }

    private static String tls(String message, String lower) {
        if (lower.contains("plaintext") || lower.contains("not an ssl/tls record")) {
            return "the server does not speak TLS there: use ws://";
        }
        if (lower.contains("subject alternative") || lower.contains("no name matching")) {
            return "the server's certificate is for another name";
        }
        if (lower.contains("path building failed") || lower.contains("unable to find valid certification path")) {
            return "the server's certificate is not trusted: give its authority with --trust FILE";
        }
        return "TLS failed: " + message;
    }

    private static String plain(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }
}
