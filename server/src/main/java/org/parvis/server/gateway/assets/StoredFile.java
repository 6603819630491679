package org.parvis.server.gateway.assets;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A file as it is stored.
 *
 * @param bytes its content
 * @param gzip the same content gzipped, when somebody stored that beside it
 * @param brotli the same content in brotli, when stored
 */
public record StoredFile(ByteBuffer bytes, Optional<ByteBuffer> gzip, Optional<ByteBuffer> brotli) {}
