package org.parvis.world.kind;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.parvis.world.FixtureKind;
import org.parvis.world.ZoneKind;

/**
 * Which kinds of zones and fixtures there are, and who reads their properties. Immutable; any thread.
 *
 * <p>A feature brings its kinds without touching this module:
 *
 * <pre>{@code
 * record Auction(double startPrice) {}
 * ZoneKind kind = new ZoneKind("auction");
 * KindRegistry kinds = KindRegistry.builtIn().with(kind, f -> new Auction(f.number("startPrice", 0, 1e6)));
 * Venue venue = VenueSource.resolve("…").open(kinds).venue();
 * Auction auction = venue.zones().get(0).properties().as(Auction.class).orElseThrow();
 * }</pre>
 *
 * <p>A zone or fixture of a kind that nobody registered is kept with its properties as text, and the checker warns of it.
 */
public final class KindRegistry {
    private static final PropertiesReader<Nothing> NO_PROPERTIES = properties -> Nothing.AT_ALL;

    /** What kinds without properties of their own are read as. */
    private enum Nothing {
        AT_ALL
    }

    private final Map<ZoneKind, PropertiesReader<?>> zones;
    private final Map<FixtureKind, PropertiesReader<?>> fixtures;

    private KindRegistry(Map<ZoneKind, PropertiesReader<?>> zones, Map<FixtureKind, PropertiesReader<?>> fixtures) {
        this.zones = Map.copyOf(zones);
        this.fixtures = Map.copyOf(fixtures);
    }

    /** The kinds that come with Parvis; they have no properties of their own. */
    public static KindRegistry builtIn() {
        Map<ZoneKind, PropertiesReader<?>> zones = new HashMap<>();
        ZoneKind.BUILT_IN.forEach(kind -> zones.put(kind, NO_PROPERTIES));
        Map<FixtureKind, PropertiesReader<?>> fixtures = new HashMap<>();
        FixtureKind.BUILT_IN.forEach(kind -> fixtures.put(kind, NO_PROPERTIES));
        return new KindRegistry(zones, fixtures);
    }

    /** These kinds and one more of zones; a reader registered before for the kind is replaced. */
    public KindRegistry with(ZoneKind kind, PropertiesReader<?> reader) {
        Map<ZoneKind, PropertiesReader<?>> more = new HashMap<>(zones);
        more.put(kind, reader);
        return new KindRegistry(more, fixtures);
    }

    /** These kinds and one more of fixtures; a reader registered before for the kind is replaced. */
    public KindRegistry with(FixtureKind kind, PropertiesReader<?> reader) {
        Map<FixtureKind, PropertiesReader<?>> more = new HashMap<>(fixtures);
        more.put(kind, reader);
        return new KindRegistry(zones, more);
    }

    /** Who reads the properties of a kind of zones; empty when nobody registered it. */
    public Optional<PropertiesReader<?>> reader(ZoneKind kind) {
        return Optional.ofNullable(zones.get(kind));
    }

    /** Who reads the properties of a kind of fixtures; empty when nobody registered it. */
    public Optional<PropertiesReader<?>> reader(FixtureKind kind) {
        return Optional.ofNullable(fixtures.get(kind));
    }

    /** The words of all kinds of zones, sorted. */
    public Set<String> zoneLabels() {
        Set<String> labels = new TreeSet<>();
        zones.keySet().forEach(kind -> labels.add(kind.label()));
        return labels;
    }

    /** The words of all kinds of fixtures, sorted. */
    public Set<String> fixtureLabels() {
        Set<String> labels = new TreeSet<>();
        fixtures.keySet().forEach(kind -> labels.add(kind.label()));
        return labels;
    }
}
