package org.parvis.server.feature.points;

import org.parvis.server.feature.FeatureModule;
import org.parvis.server.feature.FeatureParts;

/** Points that the staff give, and that everybody may see of themselves. */
public final class PointsModule implements FeatureModule {
    @Override
    public String name() {
        return "points";
    }

    @Override
    public void start(FeatureParts parts) {
        new PointsEndpoints(parts.identity(), parts.endpoints()).addTo(parts.routes());
    }
}
