package org.parvis.world;

import java.util.Optional;

/** A kind that is written as a word in bundles. */
public interface Labelled {
    /** The word, in kebab-case. */
    String label();

    /** Whether a text can be a label: small letters, digits and single hyphens, at most 40 characters. */
    static boolean isLabel(String text) {
        return text.length() <= 40 && text.matches("[a-z0-9]+(-[a-z0-9]+)*");
    }

    /**
     * Refuses what cannot be a label.
     *
     * @throws IllegalArgumentException when a text is none
     */
    static void check(String label) {
        if (!isLabel(label)) {
            throw new IllegalArgumentException("not a kebab-case word of at most 40 characters: " + label);
        }
    }

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
