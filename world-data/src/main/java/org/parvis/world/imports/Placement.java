package org.parvis.world.imports;

import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.proj4j.BasicCoordinateTransform;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;
import org.parvis.world.geodesy.LocalFrame;
import org.parvis.world.geodesy.LocalPoint;

/** Takes coordinates of a file to the venue frame. Single thread: projecting uses scratch objects. */
final class Placement {
    private final Optional<BasicCoordinateTransform> toDegrees;
    private final ProjCoordinate in = new ProjCoordinate();
    private final ProjCoordinate out = new ProjCoordinate();
    private LocalFrame frame = LocalFrame.at(0, 0, 0);

    private Placement(Optional<BasicCoordinateTransform> toDegrees) {
        this.toDegrees = toDegrees;
    }

    /** For files in WGS84 degrees. */
    static Placement ofDegrees() {
        return new Placement(Optional.empty());
    }

    /** For files in projected metres. */
    static Placement ofProjection(CoordinateReferenceSystem projection) {
        return new Placement(Optional.of(new BasicCoordinateTransform(projection, Projections.wgs84())));
    }

    boolean isDegrees() {
        return toDegrees.isEmpty();
    }

    /** Longitude and latitude of a point of the file; empty when it lies nowhere on Earth. */
    Optional<ImportOptions.Place> place(double fileX, double fileY) {
        out.setValue(fileX, fileY);
        if (toDegrees.isPresent()) {
            in.setValue(fileX, fileY);
            try {
                toDegrees.get().transform(in, out);
            } catch (Proj4jException outside) {
                // Each projection says in its own way that it does not reach so far.
                return Optional.empty();
            }
        }
        return Math.abs(out.x) <= 180 && Math.abs(out.y) <= 90
                ? Optional.of(new ImportOptions.Place(out.x, out.y))
                : Optional.empty();
    }

    void setOrigin(ImportOptions.Place origin) {
        frame = LocalFrame.at(origin.longitudeDeg(), origin.latitudeDeg(), 0);
    }

    /** The point in the venue frame: x east, y south (the z of venues); empty when it lies nowhere on Earth. */
    Optional<Coordinate> toVenue(double fileX, double fileY) {
        return place(fileX, fileY).map(place -> {
            LocalPoint point = frame.toLocal(place.longitudeDeg(), place.latitudeDeg(), 0);
            return new Coordinate(point.x(), point.z());
        });
    }
}
