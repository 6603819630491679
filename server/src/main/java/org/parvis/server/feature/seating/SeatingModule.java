package org.parvis.server.feature.seating;

import org.parvis.server.feature.FeatureModule;
import org.parvis.server.feature.FeatureParts;

/** Benches to sit on. */
public final class SeatingModule implements FeatureModule {
    @Override
    public String name() {
        return "seating";
    }

    @Override
    public void start(FeatureParts parts) {
        parts.addToInstances(new SeatingFeature());
    }
}
