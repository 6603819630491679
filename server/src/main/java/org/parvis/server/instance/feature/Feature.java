package org.parvis.server.instance.feature;

import org.parvis.world.kind.KindRegistry;

/**
 * Something that happens in instances: chat, benches, shows. Knows an instance only through its {@link Seam}, and the
 * instance knows no feature by name.
 */
public interface Feature {
    /**
     * Adds the kinds of zones and fixtures that the feature brings, with readers of their properties. Called before the
     * venues are read, on the thread that starts the server; a kind that nobody adds is kept with its properties as text.
     *
     * @param known the kinds of Parvis and of the features before
     * @return those and the feature's own
     */
    default KindRegistry kinds(KindRegistry known) {
        return known;
    }

    /**
     * Registers what the feature wants to hear of. Called once per instance, before its first tick; state belongs into
     * objects made here, so that instances share none.
     *
     * @param seam of the instance
     */
    void install(Seam seam);
}
