package org.parvis.world;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The words for what things are made of; clients choose how each looks. */
public final class Materials {
    /** All words, sorted. A colour written as {@code #rrggbb} is a material too. */
    public static final Set<String> NAMES = Collections.unmodifiableSet(new TreeSet<>(List.of(
            "stone",
            "brick",
            "plaster",
            "ochre",
            "granite",
            "glass",
            "metal",
            "wood",
            "slate",
            "tile",
            "paving",
            "asphalt",
            "grass",
            "water",
            "soil",
            "sand",
            "concrete",
            "fabric",
            "white",
            "dark")));

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    private Materials() {}

    /** Whether clients know how to show it. */
    public static boolean isKnown(String material) {
        return NAMES.contains(material) || COLOUR.matcher(material).matches();
    }
}
