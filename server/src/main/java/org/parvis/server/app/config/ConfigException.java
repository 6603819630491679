package org.parvis.server.app.config;

import java.util.List;

/** The configuration cannot be used. Each fault is one line that says what is wrong, where it came from and what fits. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<String> faults;

    ConfigException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /**
     * All faults found.
     *
     * @return at least one line
     */
    public List<String> faults() {
        return faults;
    }
}
