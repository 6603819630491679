package org.parvis.world;

import java.util.List;

/**
 * What a zone means: an open set of words. Those below come with Parvis; a feature brings its own by {@link
 * org.parvis.world.kind.KindRegistry}.
 *
 * @param label the word in bundles, in kebab-case
 */
public record ZoneKind(String label) implements Labelled {
    /** Where performers act. */
    public static final ZoneKind STAGE = new ZoneKind("stage");
    /** Where the audience stands. */
    public static final ZoneKind STAGE_FRONT = new ZoneKind("stage-front");
    /** The inside of a shop. */
    public static final ZoneKind SHOP = new ZoneKind("shop");
    /** An exhibition room. */
    public static final ZoneKind EXHIBITION = new ZoneKind("exhibition");
    /** A yard between buildings. */
    public static final ZoneKind COURTYARD = new ZoneKind("courtyard");
    /** A way in or out of the venue. */
    public static final ZoneKind GATE = new ZoneKind("gate");
    /** A toilet. */
    public static final ZoneKind TOILET = new ZoneKind("toilet");
    /** Any other named area. */
    public static final ZoneKind AREA = new ZoneKind("area");

    /** The kinds that need no feature. */
    public static final List<ZoneKind> BUILT_IN =
            List.of(STAGE, STAGE_FRONT, SHOP, EXHIBITION, COURTYARD, GATE, TOILET, AREA);

    /** @throws IllegalArgumentException when the label is no kebab-case word of at most 40 characters */
    public ZoneKind {
        Labelled.check(label);
    }
}
