package org.parvis.world.fault;

import java.util.List;

/** A bundle or data file cannot be used; carries every fault that was found, at least one. */
public final class BundleException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<VenueFault> faults;

    public BundleException(List<VenueFault> faults) {
        super(faults.size() == 1 ? faults.get(0).toString() : faults.size() + " faults, first " + faults.get(0));
        this.faults = List.copyOf(faults);
    }

    /** A single fault; see {@link VenueFault} for the words. */
    public static BundleException of(String file, String jsonPointer, String problem, String cure) {
        return new BundleException(List.of(new VenueFault(file, jsonPointer, problem, cure)));
    }

    /** What is wrong, in the order of reading. */
    public List<VenueFault> faults() {
        return faults;
    }
}
