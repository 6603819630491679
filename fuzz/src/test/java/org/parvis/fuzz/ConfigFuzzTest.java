package org.parvis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.parvis.server.app.config.ConfigException;
import org.parvis.server.app.config.ConfigReader;
import org.parvis.server.app.config.ServerConfig;

/** The operator's configuration file: not hostile, but written by hand at night. */
class ConfigFuzzTest {
    private static final Allowance FILE = new Allowance(4L << 20, 8_192);

    private static final Scratch SCRATCH = new Scratch();

    private final Meter meter = new Meter(FILE);
    private Optional<ServerConfig> config = Optional.empty();

    @AfterAll
    static void close() {
        SCRATCH.close();
    }

    /** What is read makes the records of all rooms; what is not is told in lines for people. */
    @FuzzTest
    @Tag("A50")
    void fileIsReadOrRefused(byte[] input) throws Exception {
        Path file = SCRATCH.write("parvis.conf", input);
        meter.run(input.length, () -> config = read(file));
        if (config.isPresent()) {
            assertThat(config.get().gateway().ioThreads()).isPositive();
            assertThat(config.get().instances().capacity()).isPositive();
            assertThat(config.get().sessions().maxConnectionsPerAddress()).isPositive();
            assertThat(config.get().dataDir()).isAbsolute();
            assertThat(config.get().banner()).isNotEmpty();
        }
    }

    private static Optional<ServerConfig> read(Path file) {
        try {
            return Optional.of(ConfigReader.read(Map.of(), Map.of(), Optional.of(file)));
        } catch (ConfigException refused) {
            assertThat(refused.faults()).isNotEmpty().allMatch(fault -> !fault.isBlank());
            return Optional.empty();
        }
    }
}
