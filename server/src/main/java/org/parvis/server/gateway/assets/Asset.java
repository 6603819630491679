package org.parvis.server.gateway.assets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A file ready to be sent, any number of times at once.
 *
 * <p>The bytes lie outside the heap and are shared by all replies, so a hundred slow readers of one file cost one copy
 * of it. They are freed by the collector when the cache and the last reply have let go.
 *
 * @param tag what the content hashes to
 * @param contentType its type
 * @param identity the content
 * @param gzip the content gzipped, unless that saves nothing
 * @param brotli the content in brotli, if it was stored so
 */
record Asset(
        String tag, String contentType, ByteBuffer identity, Optional<ByteBuffer> gzip, Optional<ByteBuffer> brotli) {
    private static final int WORTH_COMPRESSING_BYTES = 1024;

    /** Compresses what was not stored compressed: slow, for worker threads. */
    static Asset of(String path, StoredFile file) throws IOException {
        byte[] bytes = file.bytes();
        String contentType = ContentTypes.of(path);
        Optional<byte[]> gzip = file.gzip();
        if (gzip.isEmpty() && bytes.length >= WORTH_COMPRESSING_BYTES && ContentTypes.isWorthCompressing(contentType)) {
            gzip = Optional.of(gzip(bytes)).filter(packed -> packed.length < bytes.length * 9L / 10);
        }
        return new Asset(
                tag(bytes),
                contentType,
                direct(bytes),
                gzip.map(Asset::direct),
                file.brotli().map(Asset::direct));
    }

    int weight() {
        return identity.remaining()
                + gzip.map(ByteBuffer::remaining).orElse(0)
                + brotli.map(ByteBuffer::remaining).orElse(0);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3);
        try (GZIPOutputStream packer = new GZIPOutputStream(out, 16_384)) {
            packer.write(bytes);
        }
        return out.toByteArray();
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
