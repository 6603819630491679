package org.parvis.server.feature.bell;

import org.parvis.server.feature.FeatureModule;
import org.parvis.server.feature.FeatureParts;

/** Bells to ring. */
public final class BellModule implements FeatureModule {
    @Override
    public String name() {
        return "bell";
    }

    @Override
    public void start(FeatureParts parts) {
        parts.addToInstances(new BellFeature());
    }
}
