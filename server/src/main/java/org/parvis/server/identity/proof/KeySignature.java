package org.parvis.server.identity.proof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.text.ParseException;
import java.util.Base64;
import org.parvis.server.identity.IdentityException;

/**
 * Signatures of devices: ES256 over a line that says what is signed and the challenge. About a millisecond each, so on
 * a worker. Stateless.
 */
final class KeySignature {
    private static final String SIGNED_LINE = "parvis-device-login\n";
    private static final int MAX_KEY_CHARACTERS = 1_024;
    private static final int SIGNATURE_BYTES = 64;

    private KeySignature() {}

    /** The public half of a P-256 key in its shortest form, whatever else the JWK said. */
    static String publicKey(String jwk) {
        try {
            if (jwk.length() <= MAX_KEY_CHARACTERS) {
                ECKey key = ECKey.parse(jwk);
                if (Curve.P_256.equals(key.getCurve()) && !key.isPrivate()) {
                    return new ECKey.Builder(Curve.P_256, key.getX(), key.getY())
                            .build()
                            .toJSONString();
                }
            }
        } catch (ParseException | IllegalStateException | IllegalArgumentException notAKey) {
            throw unfit();
        }
        throw unfit();
    }

    private static IdentityException unfit() {
        return new IdentityException(
                IdentityException.Kind.UNFIT, "publicKey is to be the public JWK of a key on the curve P-256.");
    }

    static boolean isGood(String publicKey, String challenge, String signature) {
        try {
            byte[] raw = Base64.getUrlDecoder().decode(signature);
            if (raw.length != SIGNATURE_BYTES) {
                return false;
            }
            Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
            check.initVerify(ECKey.parse(publicKey).toECPublicKey());
            check.update((SIGNED_LINE + challenge).getBytes(StandardCharsets.UTF_8));
            return check.verify(raw);
        } catch (ParseException | JOSEException | GeneralSecurityException | IllegalArgumentException notGood) {
            return false;
        }
    }
}
