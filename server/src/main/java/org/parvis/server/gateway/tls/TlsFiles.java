package org.parvis.server.gateway.tls;

import java.nio.file.Path;

/**
 * Where the certificate and its key are.
 *
 * @param certificate PEM: the server's certificate first, then those between it and a root
 * @param key PEM: its private key, RSA or EC, not encrypted
 * @param lookEveryMs how often they are read to see whether they have changed
 */
public record TlsFiles(Path certificate, Path key, long lookEveryMs) {
    private static final long LOOK_EVERY_MS = 2_000;

    /**
     * Files that are looked at every two seconds.
     *
     * @param certificate PEM: the server's certificate first, then those between it and a root
     * @param key PEM: its private key, RSA or EC, not encrypted
     */
    public TlsFiles(Path certificate, Path key) {
        this(certificate, key, LOOK_EVERY_MS);
    }
}
