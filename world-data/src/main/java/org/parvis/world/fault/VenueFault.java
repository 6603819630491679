package org.parvis.world.fault;

/**
 * One thing that is wrong with a bundle or data file.
 *
 * @param file name of the file in the bundle, or path of the data file
 * @param jsonPointer where in the file (RFC 6901), empty for the whole file
 * @param problem what is wrong
 * @param cure how to mend it
 */
public record VenueFault(String file, String jsonPointer, String problem, String cure) {
    /** One line for people: place, problem, cure. */
    @Override
    public String toString() {
        return file + (jsonPointer.isEmpty() ? "" : "#" + jsonPointer) + ": " + problem + ". " + cure;
    }
}
