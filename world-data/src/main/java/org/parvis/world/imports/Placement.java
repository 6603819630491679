package org.parvis.world.imports;

import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.proj4j.BasicCoordinateTransform;
import org.locationtech.proj4j.CoordinateReferenceSystem;
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

    /** Longitude and latitude of a point of the file. */
    ImportOptions.Place place(double fileX, double fileY) {
        if (toDegrees.isEmpty()) {
            return new ImportOptions.Place(fileX, fileY);
        }
        in.setValue(fileX, fileY);
        toDegrees.get().transform(in, out);
        return new ImportOptions.Place(out.x, out.y);
    }

    void setOrigin(ImportOptions.Place origin) {
        frame = LocalFrame.at(origin.longitudeDeg(), origin.latitudeDeg(), 0);
    }

    /** The point in the venue frame: x east, y south (the z of venues). */
    Coordinate toVenue(double fileX, double fileY) {
        ImportOptions.Place place = place(fileX, fileY);
        LocalPoint point = frame.toLocal(place.longitudeDeg(), place.latitudeDeg(), 0);
        return new Coordinate(point.x(), point.z());
    }
}
