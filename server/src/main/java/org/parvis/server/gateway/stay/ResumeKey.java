package org.parvis.server.gateway.stay;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that signs resume tokens. Kept in a file, so that tokens outlive the process; never printed. Immutable.
 */
public final class ResumeKey {
    private static final int BYTES = 32;

    private final byte[] secret;

    private ResumeKey(byte[] secret) {
        this.secret = secret;
    }

    /**
     * A key that nobody keeps: tokens die with the process.
     *
     * @return a random key
     */
    public static ResumeKey fleeting() {
        return new ResumeKey(random());
    }

    /**
     * The key of a file, which is made, readable by its owner only, when it is missing.
     *
     * @param file where the key is
     * @return the key
     * @throws IOException if the file can neither be read nor made, or does not hold a key
     */
    public static ResumeKey in(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        byte[] secret = Files.readAllBytes(file);
        if (secret.length != BYTES) {
            throw new IOException(file + " should hold " + BYTES + " bytes; delete it, and a new one is made");
        }
        return new ResumeKey(secret);
    }

    private static void create(Path file) throws IOException {
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "resume",
                ".key",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, random(), StandardOpenOption.SYNC);
        try {
            // A link fails when another process was faster, and never shows half a file.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException another) {
            // Theirs is as good.
        } finally {
            Files.delete(fresh);
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    SecretKeySpec spec(String algorithm) {
        return new SecretKeySpec(secret, algorithm);
    }

    /** What such a file may be read by. */
    static Set<java.nio.file.attribute.PosixFilePermission> permissions() {
        return PosixFilePermissions.fromString("rw-------");
    }
}
