package org.parvis.server.app;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.parvis.server.feature.bell.BellFeature;
import org.parvis.server.feature.seating.SeatingFeature;
import org.parvis.server.feature.social.ChatFeature;
import org.parvis.server.feature.social.EmoteFeature;
import org.parvis.server.feature.social.ReactionFeature;
import org.parvis.server.instance.feature.Feature;
import org.parvis.world.kind.KindRegistry;

/** What happens in every instance, besides walking and being seen: a line for each feature. Stateless. */
final class Features {
    private Features() {}

    /** Makes all features, in the order in which they hear of things. */
    static List<Feature> all(MeterRegistry metrics) {
        return List.of(
                new ChatFeature(metrics),
                new EmoteFeature(),
                new ReactionFeature(metrics),
                new SeatingFeature(),
                new BellFeature());
    }

    /** The kinds of zones and fixtures that come with Parvis, and those that features bring. */
    static KindRegistry kinds(List<Feature> features) {
        KindRegistry kinds = KindRegistry.builtIn();
        for (Feature feature : features) {
            kinds = feature.kinds(kinds);
        }
        return kinds;
    }
}
