package org.parvis.world.imports;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.parvis.world.Attribution;
import org.parvis.world.Bounds;
import org.parvis.world.Building;
import org.parvis.world.Fixture;
import org.parvis.world.Floor;
import org.parvis.world.GeoOrigin;
import org.parvis.world.Link;
import org.parvis.world.LocalText;
import org.parvis.world.PointOfInterest;
import org.parvis.world.Prop;
import org.parvis.world.Spawn;
import org.parvis.world.Venue;
import org.parvis.world.VenueFacts;
import org.parvis.world.Zone;
import org.parvis.world.bundle.Levels;
import org.parvis.world.bundle.Mesh;
import org.parvis.world.imports.source.SourceFile;

/** The parts of a venue while an importer gathers them. */
final class VenueAssembly {
    final List<Floor> floors = new ArrayList<>();
    final List<Zone> zones = new ArrayList<>();
    final List<Link> links = new ArrayList<>();
    final List<Spawn> spawns = new ArrayList<>();
    final List<Prop> props = new ArrayList<>();
    final List<PointOfInterest> points = new ArrayList<>();
    final List<Building> buildings = new ArrayList<>();
    final List<Mesh> meshes = new ArrayList<>();
    final List<String> notes = new ArrayList<>();

    private final SourceFile file;
    private final ImportOptions options;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> lastNumbers = new HashMap<>();

    VenueAssembly(SourceFile file, ImportOptions options) {
        this.file = file;
        this.options = options;
    }

    /** An id made from {@code wanted} that nothing else of the same {@code family} has. */
    String freshId(String family, String wanted) {
        String plain = wanted.strip().replaceAll("[\\s\\p{Cntrl}]+", "-");
        String base = plain.isEmpty() ? family : plain.substring(0, Math.min(90, plain.length()));
        String id = base;
        while (!taken.add(family + " " + id)) {
            id = base + "-" + lastNumbers.merge(family + " " + base, 2, (last, first) -> last + 1);
        }
        return id;
    }

    /** The finished venue. */
    ImportedVenue finish(ImportOptions.Place origin, Optional<String> title, String sourceLod) {
        if (options.credit().isEmpty()) {
            notes.add("no source is named: give --credit \"…\" with the line the data's licence asks for");
        }
        String license = options.license().orElse("see attributions");
        Attribution credit = new Attribution(
                options.credit().orElse("Imported from " + file.name()), Optional.empty(), options.license());
        String name = options.title().or(() -> title).orElseGet(() -> stem(file.name()));
        VenueFacts facts = new VenueFacts(
                options.id().orElseGet(() -> kebab(stem(file.name()))),
                "1.0.0",
                LocalText.english(name),
                LocalText.EMPTY,
                new GeoOrigin(onRaster(origin.longitudeDeg()), onRaster(origin.latitudeDeg()), 0, GeoOrigin.WGS84_3D),
                Levels.of(Building.count(buildings)),
                sourceLod,
                license,
                List.of(credit),
                bounds());
        List<Fixture> none = List.of();
        Venue venue = new Venue(facts, floors, zones, links, spawns, none, props, points, buildings);
        return new ImportedVenue(venue, meshes, notes);
    }

    /** A billionth of a degree is a tenth of a millimetre: what bundles keep. */
    private static double onRaster(double degrees) {
        return Math.rint(degrees * 1e9) / 1e9;
    }

    private Bounds bounds() {
        Bounds all = floors.get(0).outline().bounds();
        for (Floor floor : floors) {
            all = all.union(floor.outline().bounds());
        }
        for (Building building : buildings) {
            all = all.union(building.footprint().bounds());
        }
        return new Bounds(Math.floor(all.minX()), Math.floor(all.minZ()), Math.ceil(all.maxX()), Math.ceil(all.maxZ()));
    }

    private static String stem(String name) {
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static String kebab(String text) {
        String ascii = Normalizer.normalize(text, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return ascii.isEmpty() ? "venue" : ascii;
    }
}
