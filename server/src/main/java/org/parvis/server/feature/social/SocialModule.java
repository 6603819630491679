package org.parvis.server.feature.social;

import org.parvis.server.feature.FeatureModule;
import org.parvis.server.feature.FeatureParts;

/** Chat, emotes and reactions. */
public final class SocialModule implements FeatureModule {
    @Override
    public String name() {
        return "social";
    }

    @Override
    public void start(FeatureParts parts) {
        parts.addToInstances(new ChatFeature(parts.metrics()));
        parts.addToInstances(new EmoteFeature());
        parts.addToInstances(new ReactionFeature(parts.metrics()));
    }
}
