package org.parvis.server.store.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash of an entry: SHA-256 over the previous hash, the two numbers and the five texts. Each text is preceded by its
 * length, so no two different entries have the same bytes.
 */
final class EntryHash {
    /** Before the first entry. */
    static final String NONE = "0".repeat(64);

    private EntryHash() {}

    static String of(String previousHash, long seq, long atMs, AuditRecord said) {
        MessageDigest digest = sha256();
        add(digest, previousHash);
        digest.update(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(seq).putLong(atMs).flip());
        add(digest, said.actor());
        add(digest, said.action());
        add(digest, said.target());
        add(digest, said.reason());
        add(digest, said.detail());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
