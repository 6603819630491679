package org.parvis.server.identity.secret;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that sign this server's tokens, kept in one file that only its owner may read.
 *
 * <p>The newest key signs, the older ones still verify until every token they signed has expired. A key is {@value
 * #SIGNS_AFTER_MS} ms old before it signs, so that another process on the same file knows it by then. {@link #tend}
 * brings in what another process wrote and makes a new key every 30 days.
 *
 * <p>Any thread; file work happens in {@link #open}, {@link #tend} and {@link #rotate} alone.
 */
public final class TokenKeys {
    private static final Logger LOG = LoggerFactory.getLogger(TokenKeys.class);
    private static final long ROTATE_AFTER_MS = 30L * 24 * 3_600_000;
    private static final long KEPT_AFTER_MS = 24L * 3_600_000;
    private static final long SIGNS_AFTER_MS = 15_000;

    private final Path file;
    private final InstantSource clock;
    private volatile List<SigningKey> keys;
    private FileTime readAt;

    /**
     * One key.
     *
     * @param stored as in the file
     * @param signer makes HS256 signatures
     * @param verifier checks them
     */
    record SigningKey(KeyFile.StoredKey stored, MACSigner signer, MACVerifier verifier) {
        static SigningKey of(KeyFile.StoredKey stored) {
            try {
                return new SigningKey(stored, new MACSigner(stored.secret()), new MACVerifier(stored.secret()));
            } catch (JOSEException tooShort) {
                throw new IllegalStateException("A stored key has 256 bits", tooShort);
            }
        }

        String id() {
            return stored.id();
        }

        @Override
        public String toString() {
            return "key " + stored.id();
        }
    }

    private TokenKeys(Path file, InstantSource clock, List<KeyFile.StoredKey> stored) throws IOException {
        this.file = file;
        this.clock = clock;
        keys = stored.stream().map(SigningKey::of).toList();
        readAt = Files.getLastModifiedTime(file);
    }

    /**
     * Reads the keys, or makes the first one.
     *
     * @param file where they are kept
     * @param clock the time
     * @return the keys
     * @throws IOException if the file cannot be read or written, or is not a file of keys; the message says which
     */
    public static TokenKeys open(Path file, InstantSource clock) throws IOException {
        if (!Files.exists(file)) {
            KeyFile.write(file, List.of(KeyFile.StoredKey.fresh(clock.millis())));
        } else {
            keepToOwner(file);
        }
        return new TokenKeys(file, clock, KeyFile.read(file));
    }

    private static void keepToOwner(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> allowed = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if (!allowed.containsAll(Files.getPosixFilePermissions(file))) {
            Files.setPosixFilePermissions(file, allowed);
            LOG.warn("{} could be read by others than its owner; its rights were mended, consider new keys", file);
        }
    }

    /** The newest key that every process knows by now. */
    SigningKey current() {
        List<SigningKey> all = keys;
        long nowMs = clock.millis();
        for (int i = all.size() - 1; i > 0; i--) {
            if (nowMs - all.get(i).stored().createdMs() >= SIGNS_AFTER_MS) {
                return all.get(i);
            }
        }
        return all.get(0);
    }

    /** A key by the id in a token's header. */
    Optional<SigningKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** Takes over what another process changed, and makes a new key when the newest is old. Once in some seconds. */
    public synchronized void tend() {
        try {
            if (!Files.getLastModifiedTime(file).equals(readAt)) {
                load();
            }
            SigningKey newest = keys.get(keys.size() - 1);
            if (clock.millis() - newest.stored().createdMs() >= ROTATE_AFTER_MS) {
                rotate();
            }
        } catch (IOException e) {
            LOG.warn("Keys of {} stay as they are: {}", file, e.toString());
        }
    }

    /**
     * Makes a new key, which will sign from now on, and forgets those no living token was signed with.
     *
     * @return the new key's id
     * @throws IOException if the file cannot be written; the keys stay as they were
     */
    public synchronized String rotate() throws IOException {
        long nowMs = clock.millis();
        List<KeyFile.StoredKey> next = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            boolean signedUntilNow = i == keys.size() - 1;
            boolean fresh = nowMs - keys.get(i).stored().createdMs() < ROTATE_AFTER_MS + KEPT_AFTER_MS;
            if (signedUntilNow || fresh) {
                next.add(keys.get(i).stored());
            }
        }
        KeyFile.StoredKey made = KeyFile.StoredKey.fresh(nowMs);
        next.add(made);
        KeyFile.write(file, next);
        load();
        LOG.info("New key {} for tokens; {} keys verify", made.id(), next.size());
        return made.id();
    }

    private void load() throws IOException {
        FileTime changed = Files.getLastModifiedTime(file);
        keys = KeyFile.read(file).stream().map(SigningKey::of).toList();
        readAt = changed;
    }
}
