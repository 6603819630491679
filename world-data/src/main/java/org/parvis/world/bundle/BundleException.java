package org.parvis.world.bundle;

import java.util.List;

/** A bundle or data file cannot be used; carries every fault that was found, at least one. */
public final class BundleException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<VenueFault> faults;

    public BundleException(List<VenueFault> faults) {
        super(faults.size() == 1 ? faults.get(0).toString() : faults.size() + " faults, first " + faults.get(0));
        this.faults = List.copyOf(faults);
    }

    /** What is wrong, in the order of reading. */
    public List<VenueFault> faults() {
        return faults;
    }
}
