package org.parvis.loadtest.scenario;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 150ms}, {@code 20s}, {@code 2m}. Any thread. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Map<String, Long> UNITS_MS = Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L);

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param text such as {@code 20s}
     * @return milliseconds, or empty if the text is no duration
     */
    public static OptionalLong parseMs(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(matcher.group(1)) * UNITS_MS.getOrDefault(matcher.group(2), 1L));
    }
}
