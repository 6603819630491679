package org.parvis.world.imports.place;

import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.proj4j.BasicCoordinateTransform;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;
import org.parvis.world.geodesy.GeodeticPoint;
import org.parvis.world.geodesy.LocalFrame;
import org.parvis.world.geodesy.LocalPoint;

/**
 * Takes coordinates of a file to the venue frame.
 *
 * <p>Degrees go round: 190° east is 170° west, so that what lies across the date line stays together. Owned by the
 * importing thread: projecting uses scratch objects.
 */
public final class Placement {
    private static final double MERCATOR_RADIUS_M = 6_378_137;
    private static final double MERCATOR_REACH_M = 20_037_508.35;
    private static final double US_FOOT_M = 1_200 / 3_937.0;
    private static final double FOOT_M = 0.3048;

    private enum Form {
        DEGREES,
        WEB_MERCATOR,
        PROJECTED,
        PLAIN_METRES
    }

    private final Form form;
    private final Optional<BasicCoordinateTransform> toDegrees;
    private final double heightUnitM;
    private final ProjCoordinate in = new ProjCoordinate();
    private final ProjCoordinate out = new ProjCoordinate();
    private LocalFrame frame = LocalFrame.at(0, 0, 0);
    private boolean latitudeFirst;
    private double middleX;
    private double middleY;

    private Placement(Form form, Optional<BasicCoordinateTransform> toDegrees, double heightUnitM) {
        this.form = form;
        this.toDegrees = toDegrees;
        this.heightUnitM = heightUnitM;
    }

    /** For files in WGS84 degrees. */
    public static Placement ofDegrees() {
        return new Placement(Form.DEGREES, Optional.empty(), 1);
    }

    /** For files in metres of an unknown plane, whose middle is the venue's origin; x east, y north. */
    public static Placement ofMetresAround(double middleX, double middleY) {
        Placement placement = new Placement(Form.PLAIN_METRES, Optional.empty(), 1);
        placement.middleX = middleX;
        placement.middleY = middleY;
        return placement;
    }

    /** For files in the named reference system, such as {@code EPSG:3857}; empty when it is not known. */
    public static Optional<Placement> of(String name) {
        Optional<Integer> code = Projections.code(name);
        if (code.filter(Projections::isWebMercator).isPresent()) {
            return Optional.of(new Placement(Form.WEB_MERCATOR, Optional.empty(), 1));
        }
        return code.flatMap(Projections::find).map(Placement::of);
    }

    private static Placement of(CoordinateReferenceSystem system) {
        if (Projections.isDegrees(system)) {
            return ofDegrees();
        }
        String parameters = String.join(" ", system.getParameters());
        double unitM = parameters.contains("units=us-ft") ? US_FOOT_M : parameters.contains("units=ft") ? FOOT_M : 1;
        return new Placement(
                Form.PROJECTED, Optional.of(new BasicCoordinateTransform(system, Projections.wgs84())), unitM);
    }

    /** Whether the numbers of the file are degrees. */
    public boolean isDegrees() {
        return form == Form.DEGREES;
    }

    /** Metres in a unit of height: 1, or that of a foot where the plane is measured in feet. */
    public double heightUnitM() {
        return heightUnitM;
    }

    /**
     * Looks at the box around all positions and takes latitude first when it cannot be otherwise.
     *
     * @return whether the axes are swapped
     */
    public boolean swapIfLatitudeIsFirst(Envelope box) {
        boolean asWritten = box.getMinY() <= 90 && box.getMaxY() >= -90;
        boolean swapped = Math.abs(box.getMinX()) <= 90
                && Math.abs(box.getMaxX()) <= 90
                && Math.abs(box.getMinY()) <= 180
                && Math.abs(box.getMaxY()) <= 180;
        // A single point may as well be a slip of the pen.
        boolean isArea = box.getWidth() > 0 || box.getHeight() > 0;
        latitudeFirst = isDegrees() && isArea && !asWritten && swapped;
        return latitudeFirst;
    }

    /**
     * The middle of a box of the file's coordinates; across the date line the short way round.
     *
     * @param box around all positions
     * @param eastern the same with 360° added to western longitudes
     */
    public Optional<GeodeticPoint> middle(Envelope box, Envelope eastern) {
        boolean acrossDateLine =
                isDegrees() && !latitudeFirst && box.getWidth() > 180 && eastern.getWidth() < box.getWidth();
        Coordinate centre = (acrossDateLine ? eastern : box).centre();
        return centre == null ? Optional.empty() : place(centre.x, centre.y);
    }

    /** Longitude and latitude of a point of the file; empty when it lies nowhere on Earth, or nobody knows where. */
    public Optional<GeodeticPoint> place(double fileX, double fileY) {
        switch (form) {
            case DEGREES -> {
                double longitude = latitudeFirst ? fileY : fileX;
                boolean roundOnce = Math.abs(longitude) <= 360;
                out.setValue(
                        roundOnce && Math.abs(longitude) > 180 ? longitude - Math.copySign(360, longitude) : longitude,
                        latitudeFirst ? fileX : fileY);
            }
            case WEB_MERCATOR -> {
                boolean onMap = Math.abs(fileX) <= MERCATOR_REACH_M && Math.abs(fileY) <= MERCATOR_REACH_M;
                out.setValue(
                        onMap ? Math.toDegrees(fileX / MERCATOR_RADIUS_M) : Double.NaN,
                        Math.toDegrees(Math.atan(Math.sinh(fileY / MERCATOR_RADIUS_M))));
            }
            case PLAIN_METRES -> {
                return Optional.empty();
            }
            case PROJECTED -> {
                if (!unproject(fileX, fileY)) {
                    return Optional.empty();
                }
            }
        }
        return Math.abs(out.x) <= 180 && Math.abs(out.y) <= 90
                ? Optional.of(new GeodeticPoint(out.x, out.y, 0))
                : Optional.empty();
    }

    private boolean unproject(double fileX, double fileY) {
        in.setValue(fileX, fileY);
        try {
            toDegrees.orElseThrow().transform(in, out);
            return true;
        } catch (Proj4jException | IllegalStateException outside) {
            // Each projection says in its own way that it does not reach so far.
            return false;
        }
    }

    /** Lays the venue's origin. */
    public void setOrigin(double longitudeDeg, double latitudeDeg) {
        frame = LocalFrame.at(longitudeDeg, latitudeDeg, 0);
    }

    /** The point in the venue frame: x east, y south (the z of venues); empty when it lies nowhere on Earth. */
    public Optional<Coordinate> toVenue(double fileX, double fileY) {
        if (form == Form.PLAIN_METRES) {
            return Optional.of(new Coordinate(fileX - middleX, middleY - fileY));
        }
        return place(fileX, fileY).map(place -> {
            LocalPoint point = frame.toLocal(place.longitudeDeg(), place.latitudeDeg(), 0);
            return new Coordinate(point.x(), point.z());
        });
    }
}
