package org.parvis.world.imports;

/** Told how far an import has come; called on the importing thread. */
@FunctionalInterface
public interface ImportProgress {
    /** Nobody listens. */
    ImportProgress SILENT = (what, done, total) -> {};

    /**
     * Tells how far a step is.
     *
     * @param what the step in words
     * @param done how many things are done
     * @param total of how many
     */
    void at(String what, int done, int total);
}
