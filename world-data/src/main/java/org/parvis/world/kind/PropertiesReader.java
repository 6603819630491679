package org.parvis.world.kind;

import org.parvis.world.json.Fields;

/**
 * Reads the properties of one kind of zones or fixtures. Called by the thread that reads a bundle, once for each zone or
 * fixture of the kind.
 *
 * @param <T> what they are read as; immutable
 */
@FunctionalInterface
public interface PropertiesReader<T> {
    /**
     * Reads the properties.
     *
     * @param properties the object at {@code properties}, empty when the bundle has none. Its getters note what is
     *     missing or wrong with place and cure and return a harmless value, so that reading goes on; a key that no getter
     *     asks for becomes a fault
     * @return what is handed on with the zone or fixture
     */
    T read(Fields properties);
}
