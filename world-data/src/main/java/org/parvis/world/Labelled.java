package org.parvis.world;

import java.util.Optional;

/** A kind that is written as a word in bundles. */
public interface Labelled {
    /** The word, in kebab-case. */
    String label();

    /** The one of {@code all} that is written as {@code label}. */
    static <T extends Labelled> Optional<T> find(T[] all, String label) {
        for (T one : all) {
            if (one.label().equals(label)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
