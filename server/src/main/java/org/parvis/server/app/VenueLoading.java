package org.parvis.server.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.parvis.server.app.feature.FeatureList;
import org.parvis.world.bundle.LoadedVenue;
import org.parvis.world.bundle.VenueSource;
import org.parvis.world.fault.BundleException;

/**
 * Opens the venues of the configuration; every fault of every bundle is found before the start is given up. A venue that
 * is named several times is to run in as many mirrors.
 */
final class VenueLoading {
    private VenueLoading() {}

    static List<LoadedVenue> open(List<String> namesOrPaths) throws StartException {
        List<LoadedVenue> venues = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        Map<String, LoadedVenue> byId = new HashMap<>();
        for (String name : namesOrPaths) {
            try {
                LoadedVenue loaded = VenueSource.resolve(name).open(FeatureList.kinds());
                LoadedVenue same = byId.putIfAbsent(loaded.venue().id(), loaded);
                venues.add(same == null ? loaded : same);
                if (same != null && !same.hash().equals(loaded.hash())) {
                    faults.add("venue " + name + ": another venue, with other files, has the id "
                            + loaded.venue().id() + " already; mirrors are made of the same files");
                }
            } catch (BundleException broken) {
                broken.faults().forEach(fault -> faults.add("venue " + name + ": " + fault));
            }
        }
        if (!faults.isEmpty()) {
            throw new StartException(faults);
        }
        return venues;
    }
}
