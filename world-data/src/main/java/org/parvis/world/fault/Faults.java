package org.parvis.world.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects faults while a bundle or data file is read. Not shared between threads.
 *
 * <p>Keeps the first {@value #LIMIT}; further ones are counted and told as one last fault, so that a hostile file
 * cannot fill the memory.
 */
public final class Faults {
    /** How many faults are kept one by one. */
    public static final int LIMIT = 5000;

    private final List<VenueFault> found = new ArrayList<>();
    private int beyondLimit;

    /** Notes a fault; see {@link VenueFault} for the words. */
    public void add(String file, String jsonPointer, String problem, String cure) {
        if (found.size() < LIMIT) {
            found.add(new VenueFault(file, jsonPointer, problem, cure));
        } else {
            beyondLimit++;
        }
    }

    /** Whether nothing was found so far. */
    public boolean none() {
        return found.isEmpty();
    }

    /** How many were found so far, those beyond the limit included. */
    public int count() {
        return found.size() + beyondLimit;
    }

    /** What was found so far. */
    public List<VenueFault> list() {
        if (beyondLimit == 0) {
            return List.copyOf(found);
        }
        List<VenueFault> all = new ArrayList<>(found);
        all.add(new VenueFault(
                found.get(LIMIT - 1).file(),
                "",
                beyondLimit + " more faults were found",
                "Mend those listed and check again."));
        return all;
    }

    /**
     * Ends the reading when anything was found.
     *
     * @throws BundleException with all of it
     */
    public void throwIfAny() throws BundleException {
        if (!none()) {
            throw new BundleException(list());
        }
    }
}
