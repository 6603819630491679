package org.parvis.world.imports.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.Faults;

/**
 * What of a file was left out or could not be read as written, counted by kind.
 *
 * <p>Each kind becomes one note with its number and the first place. When nothing of a file arrived, each becomes a
 * fault of its own instead. Owned by the importing thread.
 */
public final class Unused {
    private record Kind(int count, String first) {}

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final Faults faults = new Faults();

    /**
     * Counts something that was left out.
     *
     * @param kind what befell it, to be read after a number: "features have no place and were left out"
     * @param file name of the file
     * @param pointer where it is
     * @param problem what is wrong with this one
     * @param cure how to mend it
     */
    public void leaveOut(String kind, String file, String pointer, String problem, String cure) {
        count(kind, pointer);
        faults.add(file, pointer, problem, cure);
    }

    /** Counts something peculiar that does not keep its feature out; {@code kind} is read after a number. */
    public void count(String kind, String pointer) {
        kinds.merge(kind, new Kind(1, pointer), (old, one) -> new Kind(old.count + 1, old.first));
    }

    /** Counts something that is written in a way nobody understands, and keeps the first such text for the note. */
    public void count(String kind, String pointer, String written) {
        String shown = written.length() > 40 ? written.substring(0, 40) + "…" : written;
        count(kind, "\"" + shown.replaceAll("\\p{Cntrl}", " ") + "\" at " + pointer);
    }

    /** One note for each kind: number, kind, first place. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        kinds.forEach((kind, of) -> notes.add(of.count + " " + kind
                + (of.first.isEmpty() ? "" : (of.count > 1 ? " (first: " : " (") + of.first + ")")));
        return notes;
    }

    /**
     * Refuses a file of which nothing arrived, with every reason that was noted.
     *
     * @param file name of the file
     * @param what what a file needs to hold, to be read after "there is no"
     */
    public void refuse(String file, String what) throws BundleException {
        faults.throwIfAny();
        String seen = kinds.isEmpty() ? "" : ": " + String.join("; ", notes());
        throw BundleException.of(
                file,
                "",
                "nothing in this file can be used: there is no " + what + seen,
                "Give a file that holds some.");
    }
}
