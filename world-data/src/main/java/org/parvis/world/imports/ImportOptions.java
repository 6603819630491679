package org.parvis.world.imports;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the caller wants of an import; everything absent is taken from the file.
 *
 * @param id id of the venue, kebab-case
 * @param title English title
 * @param place origin of the venue
 * @param radiusM what lies further from the origin (by the middle of its outline) is left out
 * @param crs reference system of the coordinates, such as {@code EPSG:7415}; wins over what the file says
 * @param credit line naming the source
 * @param license licence of the data
 */
public record ImportOptions(
        Optional<String> id,
        Optional<String> title,
        Optional<Place> place,
        OptionalDouble radiusM,
        Optional<String> crs,
        Optional<String> credit,
        Optional<String> license) {
    /** A place on Earth in degrees. */
    public record Place(double longitudeDeg, double latitudeDeg) {}

    /** Everything from the file. */
    public static ImportOptions none() {
        return new ImportOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
