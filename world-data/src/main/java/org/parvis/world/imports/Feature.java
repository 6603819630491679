package org.parvis.world.imports;

import java.util.Optional;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Geometry;
import org.parvis.world.bundle.JsonTree;
import tools.jackson.databind.JsonNode;

/**
 * A feature of a GeoJSON file, its geometry in the venue frame (x east, y south).
 *
 * @param index position in the file
 * @param geometry point, line or area
 * @param properties what the file says about it, an object
 */
record Feature(int index, Geometry geometry, JsonNode properties) {
    /** A property that is a text and says something. */
    Optional<String> text(String key) {
        JsonNode value = properties.get(key);
        return value != null && value.isString() && !value.stringValue().isBlank()
                ? Optional.of(value.stringValue().strip())
                : Optional.empty();
    }

    /** A property that is a number, or a text that reads as one. */
    OptionalDouble number(String key) {
        JsonNode value = properties.get(key);
        if (value != null && value.isNumber()) {
            return OptionalDouble.of(value.doubleValue());
        }
        return OptionalDouble.empty();
    }

    boolean flag(String key) {
        JsonNode value = properties.get(key);
        return value != null && value.isBoolean() && value.booleanValue();
    }

    String pointer() {
        return JsonTree.child("/features", index);
    }
}
