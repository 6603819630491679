package org.parvis.server.app.venue;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.parvis.world.Attribution;
import org.parvis.world.Building;
import org.parvis.world.Floor;
import org.parvis.world.Venue;
import org.parvis.world.Zone;
import org.parvis.world.bundle.BundleFile;
import org.parvis.world.bundle.LoadedVenue;

/** Tells what a venue is made of. */
final class VenueSummary {
    private static final int FLOORS_LISTED = 12;

    private VenueSummary() {}

    static void print(LoadedVenue loaded, PrintWriter out) {
        Venue venue = loaded.venue();
        long bytes = loaded.files().stream().mapToLong(BundleFile::size).sum();
        line(out, "venue", venue.id() + " " + venue.version() + " – " + venue.title());
        line(out, "hash", loaded.hash());
        line(out, "files", "%d, %,d bytes", loaded.files().size(), bytes);
        if (!loaded.privateFiles().isEmpty()) {
            line(out, "private", "%d files, never served", loaded.privateFiles().size());
        }
        line(
                out,
                "origin",
                "longitude %.6f, latitude %.6f, height %.1f m (%s)",
                venue.origin().longitudeDeg(),
                venue.origin().latitudeDeg(),
                venue.origin().heightM(),
                venue.origin().crs());
        line(
                out,
                "size",
                "%.0f × %.0f m",
                venue.bounds().widthM(),
                venue.bounds().depthM());
        line(out, "floors", "%d", venue.floors().size());
        printFloors(venue, out);
        line(out, "zones", "%d%s", venue.zones().size(), kinds(venue));
        line(out, "links", "%d", venue.links().size());
        line(
                out,
                "things",
                "%d fixtures, %d props, %d points of interest, %d spawns",
                venue.fixtures().size(),
                venue.props().size(),
                venue.pointsOfInterest().size(),
                venue.spawns().size());
        int blocks = venue.buildings().size();
        int buildings = Building.count(venue.buildings());
        line(out, "buildings", blocks == buildings ? "%,d" : "%,d (in %,d blocks)", buildings, blocks);
        line(
                out,
                "level",
                "%d (source %s)",
                venue.facts().level(),
                venue.facts().sourceLod());
        line(out, "license", venue.facts().license());
        for (Attribution credit : venue.facts().attributions()) {
            line(
                    out,
                    "credit",
                    credit.text() + credit.url().map(url -> " <" + url + ">").orElse(""));
        }
        out.flush();
    }

    private static void printFloors(Venue venue, PrintWriter out) {
        int listed = 0;
        for (Floor floor : venue.floors()) {
            if (listed++ == FLOORS_LISTED) {
                out.printf("             … and %d more%n", venue.floors().size() - FLOORS_LISTED);
                return;
            }
            out.printf(
                    Locale.ROOT,
                    "             %s (%s): storey %d, height %.1f m, %,.0f m²%n",
                    floor.id(),
                    floor.title(),
                    floor.storey(),
                    floor.heightM(),
                    floor.outline().areaM2());
        }
    }

    private static String kinds(Venue venue) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Zone zone : venue.zones()) {
            counts.merge(zone.kind().label(), 1, Integer::sum);
        }
        return counts.isEmpty() ? "" : " " + counts;
    }

    private static void line(PrintWriter out, String key, String text) {
        out.printf(Locale.ROOT, "%-12s %s%n", key, text);
    }

    private static void line(PrintWriter out, String key, String format, Object... values) {
        line(out, key, String.format(Locale.ROOT, format, values));
    }
}
