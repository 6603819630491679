package org.parvis.server.feature;

import java.util.List;
import java.util.Optional;
import org.parvis.server.identity.people.PersonalData;
import org.parvis.server.store.Chore;
import org.parvis.server.store.schema.FeatureMigrations;
import org.parvis.world.kind.KindRegistry;

/**
 * A feature as the server takes it in: everything that it brings, named in one place. Lives in a folder of its own and
 * is a line in the list of features in {@code app}; nothing else of the server knows it.
 *
 * <p>Made once at the start and used by one thread then; holds no state.
 */
public interface FeatureModule {
    /**
     * Its name, a word of lower-case letters and digits: that of its folder, and what the names of its requests and
     * messages ({@code door.open}), its metrics ({@code parvis.door.opened}) and its tables ({@code door}, {@code
     * door_key}) begin with.
     */
    String name();

    /**
     * Registers its parts. Called once at the start, after the database is at its newest schema and before anybody can
     * come.
     *
     * @param parts what a feature may use, and where its parts go
     */
    void start(FeatureParts parts);

    /**
     * Whether it has tables of its own. Then the files {@code V1__what.sql}, {@code V2__what.sql} and so on in the folder
     * of this class are applied after those of the server, see {@link FeatureMigrations}.
     */
    default boolean hasTables() {
        return false;
    }

    /** What it keeps about people, so that it is in their exports and goes with them. */
    default List<PersonalData> personalData() {
        return List.of();
    }

    /** What it has tidied up now and then in its tables. */
    default List<Chore> chores() {
        return List.of();
    }

    /**
     * Adds its kinds of zones and fixtures to those that venues may have.
     *
     * @param kinds those so far
     * @return the same and its own
     */
    default KindRegistry withKinds(KindRegistry kinds) {
        return kinds;
    }

    /** Its migrations; empty for a feature without tables. */
    default Optional<FeatureMigrations> migrations() {
        String folder = getClass().getPackageName().replace('.', '/');
        return hasTables() ? Optional.of(new FeatureMigrations(name(), folder)) : Optional.empty();
    }
}
