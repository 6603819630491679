package org.parvis.server.identity.login;

import java.util.Base64;
import org.parvis.server.identity.secret.Opaque;

/**
 * A refresh token stored so that only the bearer of its predecessor can read it: combined bit by bit with a hash of the
 * predecessor, of which the database knows another hash only. Each predecessor seals one token, so the hash is a one-time
 * pad.
 */
final class Sealed {
    private static final String LABEL = "successor\n";

    private Sealed() {}

    static String seal(String secret, String predecessor) {
        return combine(secret, predecessor);
    }

    static String open(String sealed, String predecessor) {
        return combine(sealed, predecessor);
    }

    private static String combine(String text, String predecessor) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        byte[] pad = Opaque.digest(LABEL + predecessor);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= pad[i];
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
