package org.parvis.world.imports.feature;

import java.util.Optional;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.parvis.world.imports.source.Quantity;
import tools.jackson.databind.JsonNode;

/**
 * A feature of a GeoJSON file, its geometry in the venue frame (x east, y south).
 *
 * @param index its number among all features of the file, from 0
 * @param pointer where in the file it is
 * @param geometry points, lines, areas or a mixture
 * @param properties what the file says about it, an object
 * @param node the whole feature; a bare geometry where the file has no features
 */
public record Feature(int index, String pointer, Geometry geometry, JsonNode properties, JsonNode node) {
    /** A property that is a text and says something. */
    public Optional<String> text(String key) {
        JsonNode value = properties.get(key);
        return value != null && value.isString() && !value.stringValue().isBlank()
                ? Optional.of(value.stringValue().strip())
                : Optional.empty();
    }

    /** A property that is a number, or a text that reads as one. */
    public OptionalDouble number(String key) {
        JsonNode value = properties.get(key);
        return value == null ? OptionalDouble.empty() : Quantity.number(value);
    }

    public boolean flag(String key) {
        JsonNode value = properties.get(key);
        return value != null && value.isBoolean() && value.booleanValue();
    }

    /** Whether a property is there and is neither null nor the word "no". */
    public boolean says(String key) {
        JsonNode value = properties.get(key);
        return value != null
                && !value.isNull()
                && !(value.isString() && value.stringValue().equals("no"));
    }

    /** The name it goes by: the property {@code id} or the feature's own. */
    public Optional<String> id() {
        for (JsonNode id : new JsonNode[] {properties.path("id"), node.path("id"), properties.path("@id")}) {
            if (id.isString() && !id.stringValue().isBlank()) {
                return Optional.of(id.stringValue());
            }
            if (id.isIntegralNumber()) {
                return Optional.of(id.asString());
            }
        }
        return Optional.empty();
    }

    /** Distance in metres of the middle of its outline from the origin. */
    public double distanceM() {
        return Math.hypot(geometry.getCentroid().getX(), geometry.getCentroid().getY());
    }

    /** Distance in metres of its farthest corner from the origin. */
    public double farthestM() {
        double farthest = 0;
        for (Coordinate corner : geometry.getCoordinates()) {
            farthest = Math.max(farthest, Math.hypot(corner.x, corner.y));
        }
        return farthest;
    }
}
