package org.parvis.server.identity.proof;

import java.util.Map;
import java.util.Optional;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.secret.Opaque;
import org.parvis.server.identity.secret.SignedTokens;
import org.parvis.server.identity.secret.SignedTokens.Content;
import org.parvis.server.identity.secret.SignedTokens.Purpose;
import org.parvis.server.identity.secret.UsedOnce;

/**
 * Texts for a device to sign, each good once and for two minutes. Nothing is kept of one before it is used, so asking
 * for many costs the server no memory. Any thread.
 */
public final class DeviceChallenges {
    /** How long one holds. */
    public static final long LIFETIME_MS = 120_000;

    private final SignedTokens signing;
    private final UsedOnce used = new UsedOnce(LIFETIME_MS);

    /**
     * A maker and taker.
     *
     * @param signing signs them
     */
    public DeviceChallenges(SignedTokens signing) {
        this.signing = signing;
    }

    /**
     * Makes one.
     *
     * @return the text
     */
    public String issue() {
        return signing.sign(Purpose.DEVICE_CHALLENGE, Map.of("jti", Opaque.id("")), LIFETIME_MS);
    }

    /**
     * Takes one back. It is used up whether or not what was signed turns out to be good.
     *
     * @param challenge any text
     * @param user the request it came with, which may take it again when its transaction is run again
     * @throws IdentityException of kind {@code NOT_PROVEN} unless it is one of ours, fresh and unused
     */
    public void take(String challenge, Object user) {
        Optional<Content> content = signing.read(Purpose.DEVICE_CHALLENGE, challenge);
        boolean good = content.isPresent()
                && !signing.isExpired(content.get())
                && used.use(content.get().text("jti"), user);
        if (!good) {
            throw new IdentityException(
                    IdentityException.Kind.NOT_PROVEN, "The challenge is not fresh; ask for another one.");
        }
    }
}
