package org.parvis.world;

import java.util.List;

/**
 * A way between two places, usually on different floors.
 *
 * @param id its name in the bundle
 * @param kind how people travel
 * @param title its name for people
 * @param ends exactly two; whoever enters the area of one arrives at the other
 */
public record Link(String id, LinkKind kind, LocalText title, List<LinkEnd> ends) {
    public Link {
        ends = List.copyOf(ends);
        if (ends.size() != 2) {
            throw new IllegalArgumentException("a link has two ends, " + id + " has " + ends.size());
        }
    }

    /** The end at which people arrive who entered end {@code index} (0 or 1). */
    public LinkEnd opposite(int index) {
        return ends.get(1 - index);
    }
}
