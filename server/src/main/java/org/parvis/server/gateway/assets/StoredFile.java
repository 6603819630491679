package org.parvis.server.gateway.assets;

import java.util.Optional;

/**
 * A file as it is stored.
 *
 * @param bytes its content
 * @param gzip the same content gzipped, when somebody stored that beside it
 * @param brotli the same content in brotli, when stored
 */
public record StoredFile(byte[] bytes, Optional<byte[]> gzip, Optional<byte[]> brotli) {}
