package org.parvis.server.gateway.assets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
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
        ByteBuffer bytes = file.bytes();
        String contentType = ContentTypes.of(path);
        Optional<ByteBuffer> gzip = file.gzip();
        if (gzip.isEmpty()
                && bytes.remaining() >= WORTH_COMPRESSING_BYTES
                && ContentTypes.isWorthCompressing(contentType)) {
            gzip = Optional.of(gzip(bytes)).filter(packed -> packed.remaining() < bytes.remaining() * 9L / 10);
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

    private static ByteBuffer gzip(ByteBuffer content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.remaining() / 3);
        try (GZIPOutputStream packer = new GZIPOutputStream(out, 16_384)) {
            Channels.newChannel(packer).write(content.duplicate());
        }
        return ByteBuffer.wrap(out.toByteArray());
    }

    private static ByteBuffer direct(ByteBuffer content) {
        return ByteBuffer.allocateDirect(content.remaining())
                .put(content.duplicate())
                .flip()
                .asReadOnlyBuffer();
    }

    private static String tag(ByteBuffer content) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(content.duplicate());
            return HexFormat.of().formatHex(sha256.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
