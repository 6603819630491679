package org.parvis.server.identity.room;

import java.nio.file.Path;
import java.util.List;
import org.parvis.server.identity.oidc.ProviderConfig;

/**
 * What identity has to be told.
 *
 * @param dataDir folder of the keys for tokens
 * @param providers who else may vouch for people, in the order to be shown
 */
public record IdentityConfig(Path dataDir, List<ProviderConfig> providers) {
    /** Freezes the list. */
    public IdentityConfig {
        providers = List.copyOf(providers);
    }
}
