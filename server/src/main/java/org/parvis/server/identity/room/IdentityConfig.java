package org.parvis.server.identity.room;

import java.nio.file.Path;
import java.util.List;
import org.parvis.server.identity.GuestPolicy;
import org.parvis.server.identity.oidc.ProviderConfig;

/**
 * What identity has to be told.
 *
 * @param dataDir folder of the keys for tokens
 * @param providers who else may vouch for people, in the order to be shown
 * @param guests who may come in without an account
 */
public record IdentityConfig(Path dataDir, List<ProviderConfig> providers, GuestPolicy guests) {
    /**
     * The same with guests who have an identity.
     *
     * @param dataDir folder of the keys for tokens
     * @param providers who else may vouch for people, in the order to be shown
     */
    public IdentityConfig(Path dataDir, List<ProviderConfig> providers) {
        this(dataDir, providers, GuestPolicy.WITH_IDENTITY);
    }

    /** Freezes the list. */
    public IdentityConfig {
        providers = List.copyOf(providers);
    }
}
