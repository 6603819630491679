package org.parvis.server.api;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.parvis.server.identity.secret.Opaque;

/**
 * Answers as kept for a repeated request: readable with that request's Idempotency-Key only, of which the database knows
 * a hash. So tokens that an answer carried are in no table and no backup. AES-256-GCM; stateless.
 */
final class SealedAnswer {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private SealedAnswer() {}

    static String seal(String answer, String secret) {
        byte[] nonce = Opaque.bytes(NONCE_BYTES);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, secret, nonce, answer.getBytes(StandardCharsets.UTF_8));
        byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
        return Base64.getEncoder().encodeToString(all);
    }

    static String open(String stored, String secret) {
        byte[] all = Base64.getDecoder().decode(stored);
        byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
        return new String(run(Cipher.DECRYPT_MODE, secret, nonce, sealed), StandardCharsets.UTF_8);
    }

    private static byte[] run(int mode, String secret, byte[] nonce, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            SecretKeySpec key = new SecretKeySpec(Opaque.digest("answer\n" + secret), "AES");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException notOurs) {
            throw new IllegalStateException("A kept answer cannot be read; was the database edited?", notOurs);
        }
    }
}
