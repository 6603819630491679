package org.parvis.server.app.feature;

import java.util.List;
import java.util.Optional;
import org.parvis.server.feature.FeatureModule;
import org.parvis.server.feature.FeatureParts;
import org.parvis.server.feature.bell.BellModule;
import org.parvis.server.feature.points.PointsModule;
import org.parvis.server.feature.seating.SeatingModule;
import org.parvis.server.feature.social.SocialModule;
import org.parvis.server.identity.people.PersonalData;
import org.parvis.server.store.Chore;
import org.parvis.server.store.schema.FeatureMigrations;
import org.parvis.world.kind.KindRegistry;

/** The features of this server, a line each, in the order in which they hear of things. Any thread. */
public final class FeatureList {
    private static final List<FeatureModule> ALL =
            List.of(new SocialModule(), new SeatingModule(), new BellModule(), new PointsModule());

    private FeatureList() {}

    /** Has all of them register their parts. */
    public static void start(FeatureParts parts) {
        ALL.forEach(module -> module.start(parts));
    }

    /** The migrations of those that have tables. */
    public static List<FeatureMigrations> migrations() {
        return ALL.stream()
                .map(FeatureModule::migrations)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What they keep about people. */
    public static List<PersonalData> personalData() {
        return ALL.stream().flatMap(module -> module.personalData().stream()).toList();
    }

    /** What they have tidied up. */
    public static List<Chore> chores() {
        return ALL.stream().flatMap(module -> module.chores().stream()).toList();
    }

    /** The kinds of zones and fixtures that come with Parvis, and theirs. */
    public static KindRegistry kinds() {
        KindRegistry kinds = KindRegistry.builtIn();
        for (FeatureModule module : ALL) {
            kinds = module.withKinds(kinds);
        }
        return kinds;
    }
}
