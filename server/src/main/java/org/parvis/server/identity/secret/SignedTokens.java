package org.parvis.server.identity.secret;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Texts that only this server can have made: JWTs signed by HS256, which costs some 50 µs either way.
 *
 * <p>Each has a purpose, and is good for no other. Any thread.
 */
public final class SignedTokens {
    private static final int MAX_CHARACTERS = 1_024;

    private final TokenKeys keys;
    private final InstantSource clock;

    /** What a token is for; its audience claim. */
    public enum Purpose {
        /** Calling the API. */
        ACCESS("parvis-api"),
        /** Joining a venue. */
        JOIN("parvis-join"),
        /** Being signed by a device's key. */
        DEVICE_CHALLENGE("parvis-device");

        private final String audience;

        Purpose(String audience) {
            this.audience = audience;
        }
    }

    /**
     * A token's content, whose signature and purpose are good.
     *
     * @param claims its claims by name
     * @param expiresMs until when it holds
     */
    public record Content(Map<String, Object> claims, long expiresMs) {
        /**
         * A claim.
         *
         * @param name its name
         * @return its text, empty when it has none
         */
        public String text(String name) {
            return claims.get(name) instanceof String text ? text : "";
        }
    }

    /**
     * A signer.
     *
     * @param keys with which keys
     * @param clock the time
     */
    public SignedTokens(TokenKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Makes a token.
     *
     * @param purpose what for
     * @param claims what it says, by name
     * @param lifetimeMs how long it holds
     * @return its compact form
     */
    public String sign(Purpose purpose, Map<String, String> claims, long lifetimeMs) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder()
                .issuer("parvis")
                .audience(purpose.audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusMillis(lifetimeMs)));
        claims.forEach(set::claim);
        TokenKeys.SigningKey key = keys.current();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.id())
                .build();
        SignedJWT token = new SignedJWT(header, set.build());
        try {
            token.sign(key.signer());
        } catch (JOSEException impossible) {
            throw new IllegalStateException("HS256 takes any claims", impossible);
        }
        return token.serialize();
    }

    /**
     * Reads a token.
     *
     * @param purpose what it should be for
     * @param token any text
     * @return its content, also when it has expired; empty when this server did not make it for this purpose
     */
    public Optional<Content> read(Purpose purpose, String token) {
        if (token.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            String keyId = jwt.getHeader().getKeyID();
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || keyId == null) {
                return Optional.empty();
            }
            Optional<TokenKeys.SigningKey> key = keys.find(keyId);
            if (key.isEmpty() || !jwt.verify(key.get().verifier())) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Date expiry = claims.getExpirationTime();
            boolean meant = List.of(purpose.audience).equals(claims.getAudience());
            return meant && expiry != null
                    ? Optional.of(
                            new Content(claims.getClaims(), expiry.toInstant().toEpochMilli()))
                    : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException notAToken) {
            return Optional.empty();
        }
    }

    /**
     * Whether a token's time is over.
     *
     * @param content of the token
     * @return true from the millisecond of its expiry on
     */
    public boolean isExpired(Content content) {
        return clock.millis() >= content.expiresMs();
    }
}
