package org.parvis.world;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A text in one or more languages. Immutable.
 *
 * @param byLanguage BCP 47 language tag (such as {@code en} or {@code zh-Hant}) to text, sorted by tag; may be empty
 */
public record LocalText(Map<String, String> byLanguage) {
    /** The text in no language at all. */
    public static final LocalText EMPTY = new LocalText(Map.of());

    public LocalText {
        byLanguage = Collections.unmodifiableMap(new TreeMap<>(byLanguage));
    }

    /** A text known in English only. */
    public static LocalText english(String text) {
        return new LocalText(Map.of("en", text));
    }

    /** The text in {@code language}, else in English, else in any language, else the empty string. */
    public String in(String language) {
        String exact = byLanguage.get(language);
        if (exact != null) {
            return exact;
        }
        String english = byLanguage.get("en");
        if (english != null) {
            return english;
        }
        return byLanguage.values().stream().findFirst().orElse("");
    }

    /** The English text, or another language's when there is none. */
    @Override
    public String toString() {
        return in("en");
    }
}
