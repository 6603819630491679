package org.parvis.loadtest;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 150ms}, {@code 20s}, {@code 2m} as milliseconds. Any thread. */
final class DurationConverter implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Map<String, Long> UNITS_MS = Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L);

    @Override
    public Long convert(String value) {
        Matcher matcher = FORM.matcher(value.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + value + "' is no duration: write 150ms, 20s or 2m");
        }
        return Long.parseLong(matcher.group(1)) * UNITS_MS.getOrDefault(matcher.group(2), 1L);
    }
}
