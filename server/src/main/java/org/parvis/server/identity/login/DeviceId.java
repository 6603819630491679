package org.parvis.server.identity.login;

import java.util.regex.Pattern;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.secret.Opaque;

/**
 * Names a device across its logins, so that a ban can reach it. Random, told to nobody but the device itself, and no
 * proof of anything.
 *
 * @param text 20 to 64 letters, digits, dashes and underscores
 */
public record DeviceId(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{20,64}");

    /** Checks the form. */
    public DeviceId {
        if (!FORM.matcher(text).matches()) {
            throw new IdentityException(
                    IdentityException.Kind.UNFIT, "A device id has 20 to 64 letters, digits, dashes and underscores.");
        }
    }

    /**
     * A new device.
     *
     * @return a random id
     */
    public static DeviceId fresh() {
        return new DeviceId(Opaque.id("g_"));
    }
}
