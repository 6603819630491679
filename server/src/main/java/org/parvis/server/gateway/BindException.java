package org.parvis.server.gateway;

import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import org.parvis.server.gateway.tls.TlsException;

/** The port could not be opened; the message says which and why, in one line. */
public final class BindException extends IOException {
    private static final long serialVersionUID = 1L;

    BindException(String host, int port, Throwable cause) {
        super("cannot listen on " + host + " port " + port + ": " + reason(cause), cause);
    }

    BindException(Transport transport, Throwable obstacle) {
        super(
                "transport " + transport.name().toLowerCase(Locale.ROOT) + " cannot be used on this machine ("
                        + lastCause(obstacle) + "); leave the setting out or choose nio",
                obstacle);
    }

    BindException(TlsException unusable) {
        super("cannot serve TLS: " + unusable.getMessage(), unusable);
    }

    private static String lastCause(Throwable obstacle) {
        Throwable last = obstacle;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }

    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("in use")) {
            return "the port is in use; stop the other program or choose another port (--port 0 takes any free one)";
        }
        if (message.contains("ermission")) {
            return "not permitted; ports below 1024 need rights, choose a higher one";
        }
        if (cause instanceof UnresolvedAddressException || message.contains("ssign requested address")) {
            return "this machine has no such address; try 0.0.0.0 (all) or 127.0.0.1 (this machine only)";
        }
        return message;
    }
}
