package org.parvis.server.gateway;

import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;

/** The port could not be opened; the message says which and why, in one line. */
public final class BindException extends IOException {
    private static final long serialVersionUID = 1L;

    BindException(String host, int port, Throwable cause) {
        super("cannot listen on " + host + " port " + port + ": " + reason(cause), cause);
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
