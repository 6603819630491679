package org.parvis.world.bundle;

import java.io.IOException;

/**
 * A file of a bundle as it is served to clients.
 *
 * @param path path inside the bundle, with {@code /} between names
 * @param size length in bytes
 * @param contents reads the bytes; they are those the hash was made of, or reading fails
 */
public record BundleFile(String path, long size, Contents contents) {
    /** Reads the bytes of the file; any thread, may block. */
    @FunctionalInterface
    public interface Contents {
        /**
         * A fresh copy of the bytes.
         *
         * @throws IOException when they cannot be read, or changed since the bundle was opened
         */
        byte[] read() throws IOException;
    }

    /** A fresh copy of the bytes; see {@link Contents#read}. */
    public byte[] bytes() throws IOException {
        return contents.read();
    }
}
