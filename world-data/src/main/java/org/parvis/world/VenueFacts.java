package org.parvis.world;

import java.util.List;

/**
 * What is known about a venue as a whole.
 *
 * @param id kebab-case name, unique on a server
 * @param version version of the bundle, by its makers
 * @param title name for people
 * @param description a sentence or two for people
 * @param origin the geodetic anchor
 * @param level 3: at most 10 buildings, 2: at most 100, 1: at most 1,000, 0: more
 * @param sourceLod level of detail of the source data, in the source's own words
 * @param license licence of the bundle, as SPDX identifier or in words
 * @param attributions sources to name, at least one
 * @param bounds everything lies within
 */
public record VenueFacts(
        String id,
        String version,
        LocalText title,
        LocalText description,
        GeoOrigin origin,
        int level,
        String sourceLod,
        String license,
        List<Attribution> attributions,
        Bounds bounds) {
    public VenueFacts {
        attributions = List.copyOf(attributions);
    }
}
