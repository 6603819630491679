package org.parvis.world.bundle;

import java.util.List;
import org.parvis.world.Venue;
import org.parvis.world.fault.VenueFault;

/**
 * A venue together with the files it came from.
 *
 * @param venue the place
 * @param hash SHA-256 over names and contents of all files that are served, 64 lower-case hexadecimal digits; changes when
 *     any byte of them does
 * @param files the files that clients may fetch, sorted by path
 * @param privateFiles the files below {@code private/}, for the server alone: they are never served and no part of the
 *     hash, so that nobody can guess at them; paths begin with {@code private/}
 * @param warnings what is likely not meant, though the venue works
 */
public record LoadedVenue(
        Venue venue, String hash, List<BundleFile> files, List<BundleFile> privateFiles, List<VenueFault> warnings) {
    public LoadedVenue {
        files = List.copyOf(files);
        privateFiles = List.copyOf(privateFiles);
        warnings = List.copyOf(warnings);
    }

    /** A venue without private files and warnings. */
    public LoadedVenue(Venue venue, String hash, List<BundleFile> files) {
        this(venue, hash, files, List.of(), List.of());
    }
}
