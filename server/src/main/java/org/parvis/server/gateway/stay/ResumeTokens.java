package org.parvis.server.gateway.stay;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs and reads resume tokens: one byte of version, the session's id (16 bytes), the token's number in its session
 * (4 bytes, big-endian), and the first 16 bytes of an HMAC-SHA-256 over all that. Who cannot sign can neither guess a
 * session nor count a token up; whether a number is still good is not for the token to say. Any thread.
 */
public final class ResumeTokens {
    /** Bytes of a session's id. */
    public static final int SESSION_BYTES = 16;

    private static final byte VERSION = 1;
    private static final int SIGNED_BYTES = 1 + SESSION_BYTES + Integer.BYTES;
    private static final int MAC_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * Signs with a key.
     *
     * @param key the secret
     */
    public ResumeTokens(ResumeKey key) {
        this.key = key.spec(ALGORITHM);
    }

    /**
     * A session and the number of one of its tokens.
     *
     * @param sessionId 32 hexadecimal digits
     * @param number 1 or more
     */
    public record Token(String sessionId, int number) {}

    /**
     * Makes a token.
     *
     * @param sessionId 32 hexadecimal digits
     * @param number of the token in its session
     * @return its bytes
     */
    public ByteString sign(String sessionId, int number) {
        byte[] token = ByteBuffer.allocate(SIGNED_BYTES + MAC_BYTES)
                .put(VERSION)
                .put(HexFormat.of().parseHex(sessionId))
                .putInt(number)
                .array();
        System.arraycopy(mac(token), 0, token, SIGNED_BYTES, MAC_BYTES);
        return UnsafeByteOperations.unsafeWrap(token);
    }

    /**
     * Reads a token.
     *
     * @param bytes anything
     * @return what it says; null when it is none of ours
     */
    @Nullable
    public Token read(ByteString bytes) {
        byte[] token = bytes.toByteArray();
        if (token.length != SIGNED_BYTES + MAC_BYTES || token[0] != VERSION) {
            return null;
        }
        byte[] told = Arrays.copyOfRange(token, SIGNED_BYTES, token.length);
        if (!MessageDigest.isEqual(told, Arrays.copyOf(mac(token), MAC_BYTES))) {
            return null;
        }
        String sessionId = HexFormat.of().formatHex(token, 1, 1 + SESSION_BYTES);
        return new Token(sessionId, ByteBuffer.wrap(token).getInt(1 + SESSION_BYTES));
    }

    private byte[] mac(byte[] token) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(token, 0, SIGNED_BYTES);
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, missing);
        }
    }
}
