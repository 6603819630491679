package org.parvis.server.gateway.assets;

import java.io.IOException;
import java.util.Optional;

/** Where files come from. Called by worker threads, several at once; may block. */
@FunctionalInterface
public interface AssetSource {
    /**
     * Reads a file whole.
     *
     * @param path relative, with slashes, free of {@code ..} and the like
     * @return the file; empty when there is none
     * @throws IOException if there is one but it cannot be read
     */
    Optional<StoredFile> read(String path) throws IOException;
}
