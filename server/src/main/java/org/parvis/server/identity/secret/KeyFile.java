package org.parvis.server.identity.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The keys as a JSON file, oldest first; replaced as a whole, so that a crash leaves the old or the new one. */
final class KeyFile {
    private static final int SECRET_BYTES = 32;
    private static final JsonMapper JSON = new JsonMapper();

    /** One key; its text form holds no secret. */
    static final class StoredKey {
        private final String id;
        private final byte[] secret;
        private final long createdMs;

        StoredKey(String id, byte[] secret, long createdMs) {
            this.id = id;
            this.secret = secret.clone();
            this.createdMs = createdMs;
        }

        static StoredKey fresh(long nowMs) {
            return new StoredKey(Opaque.id("k_"), Opaque.bytes(SECRET_BYTES), nowMs);
        }

        String id() {
            return id;
        }

        byte[] secret() {
            return secret.clone();
        }

        long createdMs() {
            return createdMs;
        }
    }

    private KeyFile() {}

    static List<StoredKey> read(Path file) throws IOException {
        List<StoredKey> keys = new ArrayList<>();
        try {
            for (JsonNode key : JSON.readTree(Files.readString(file)).path("keys")) {
                byte[] secret = Base64.getUrlDecoder().decode(key.path("secret").asString(""));
                String id = key.path("id").asString("");
                if (secret.length != SECRET_BYTES || id.isEmpty()) {
                    throw new IOException(file + " holds a key without id or with a secret of the wrong length");
                }
                keys.add(new StoredKey(id, secret, key.path("createdMs").asLong(0)));
            }
        } catch (JacksonException | IllegalArgumentException notOurs) {
            // The parser's own words may quote the file, which holds secrets.
            throw new IOException(file + " is not a file of keys; restore it, or remove it to end all logins' tokens");
        }
        if (keys.isEmpty()) {
            throw new IOException(file + " holds no keys; restore it, or remove it to have a new one made");
        }
        return keys;
    }

    static void write(Path file, List<StoredKey> keys) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode list = root.putArray("keys");
        for (StoredKey key : keys) {
            ObjectNode entry = list.addObject();
            entry.put("id", key.id());
            entry.put("secret", Base64.getUrlEncoder().withoutPadding().encodeToString(key.secret()));
            entry.put("createdMs", key.createdMs());
        }
        Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "keys", ".new", ownerOnly(file));
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(root.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        Set<String> views = file.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
