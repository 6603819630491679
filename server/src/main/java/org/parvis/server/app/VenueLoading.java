package org.parvis.server.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.parvis.world.bundle.LoadedVenue;
import org.parvis.world.bundle.VenueSource;
import org.parvis.world.fault.BundleException;

/** Opens the venues of the configuration; every fault of every bundle is found before the start is given up. */
final class VenueLoading {
    private VenueLoading() {}

    static List<LoadedVenue> open(List<String> namesOrPaths) throws StartException {
        List<LoadedVenue> venues = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (String name : namesOrPaths) {
            try {
                LoadedVenue loaded = VenueSource.resolve(name).open();
                venues.add(loaded);
                if (!ids.add(loaded.venue().id())) {
                    faults.add("venue " + name + ": another venue has the id "
                            + loaded.venue().id() + " already; name each venue once");
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
