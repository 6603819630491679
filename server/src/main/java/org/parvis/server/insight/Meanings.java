package org.parvis.server.insight;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

/**
 * Gives each meter its meaning, which Prometheus shows as HELP: the words of the operator's guide, from one file for all
 * rooms, so that no room writes its own.
 *
 * <p>Read once at the start, then only read. Any thread.
 */
final class Meanings implements MeterFilter {
    private static final String FILE = "/metrics.properties";

    /** What the Prometheus registry appends to a meter's name, by kind and unit. */
    private static final List<String> ENDINGS = List.of("", "_total", "_seconds", "_bytes");

    private final Properties byName = new Properties();

    /** Reads them. */
    Meanings() {
        try (InputStream in = Meanings.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing in the jar");
            }
            byName.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        String name = id.getName().replace('.', '_');
        for (String ending : ENDINGS) {
            String meaning = byName.getProperty(name + ending);
            if (meaning != null) {
                return new Meter.Id(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), meaning, id.getType());
            }
        }
        return id;
    }
}
