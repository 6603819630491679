package org.parvis.world.bundle;

import java.util.List;
import org.parvis.world.Venue;

/**
 * A venue together with the files it came from.
 *
 * @param venue the place
 * @param hash SHA-256 over names and contents of all files, 64 lower-case hexadecimal digits; changes when any byte does
 * @param files all files of the bundle, sorted by path
 */
public record LoadedVenue(Venue venue, String hash, List<BundleFile> files) {
    public LoadedVenue {
        files = List.copyOf(files);
    }
}
