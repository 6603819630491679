package org.parvis.server.gateway.tls;

import java.io.IOException;

/** Certificate and key cannot be used; the message says in one line why, and how to mend it. Never quotes the key. */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1L;

    TlsException(String message) {
        super(message);
    }
}
