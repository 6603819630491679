package org.parvis.server.identity.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Texts that only the holder of a key can read or make: AES-256-GCM with a random nonce. Stateless, any thread. */
public final class Sealing {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private Sealing() {}

    /**
     * Seals a text.
     *
     * @param text any
     * @param key 32 bytes
     * @return base64url
     */
    public static String seal(String text, byte[] key) {
        byte[] nonce = Opaque.bytes(NONCE_BYTES);
        try {
            byte[] sealed = run(Cipher.ENCRYPT_MODE, key, nonce, text.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has AES-GCM", impossible);
        }
    }

    /**
     * Opens a sealed text.
     *
     * @param sealed any text
     * @param key 32 bytes
     * @return what was sealed; empty when it was not sealed with this key
     */
    public static Optional<String> open(String sealed, byte[] key) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(sealed);
            if (all.length < NONCE_BYTES + TAG_BITS / 8) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            byte[] rest = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
            return Optional.of(new String(run(Cipher.DECRYPT_MODE, key, nonce, rest), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static byte[] run(int mode, byte[] key, byte[] nonce, byte[] bytes) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher.doFinal(bytes);
    }
}
