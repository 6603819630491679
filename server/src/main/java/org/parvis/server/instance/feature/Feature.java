package org.parvis.server.instance.feature;

/**
 * Something that happens in instances: chat, benches, shows. Knows an instance only through its {@link Seam}, and the
 * instance knows no feature by name.
 */
public interface Feature {
    /**
     * Registers what the feature wants to hear of. Called once per instance, before its first tick; state belongs into
     * objects made here, so that instances share none.
     *
     * @param seam of the instance
     */
    void install(Seam seam);

    /**
     * Lets go of what was kept for an instance, which has ended. Called once, by the thread that ended it; the seam does
     * nothing any more.
     *
     * @param seam that was installed into
     */
    default void uninstall(Seam seam) {}
}
