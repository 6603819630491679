package org.parvis.loadtest;

import org.parvis.loadtest.scenario.Durations;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 150ms}, {@code 20s}, {@code 2m} as milliseconds. Any thread. */
final class DurationConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        return Durations.parseMs(value)
                .orElseThrow(
                        () -> new TypeConversionException("'" + value + "' is no duration: write 150ms, 20s or 2m"));
    }
}
