package org.parvis.server.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files that only their owner may read: databases hold the secrets of webhooks. */
public final class PrivateFile {
    private PrivateFile() {}

    /**
     * Makes an empty file, which to SQLite is an empty database; its logs get the same rights.
     *
     * @param file must not exist
     * @throws IOException if it does, or cannot be made
     */
    public static void create(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }
}
