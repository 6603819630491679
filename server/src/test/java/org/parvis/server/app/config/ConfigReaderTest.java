package org.parvis.server.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigReaderTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("parvis.conf"), text);
    }

    private static ServerConfig read(Map<Key, List<String>> flags, Map<String, String> environment)
            throws ConfigException {
        return ConfigReader.read(flags, environment, Optional.empty());
    }

    private static List<String> faults(Map<Key, List<String>> flags, Map<String, String> environment) {
        return catchThrowableOfType(ConfigException.class, () -> read(flags, environment))
                .faults();
    }

    @Test
    void defaultsAreValid() throws ConfigException {
        ServerConfig config = read(Map.of(), Map.of());

        assertThat(config.integer(Key.PORT)).isEqualTo(8080);
        assertThat(config.values(Key.VENUE)).containsExactly("plaza-mayor");
        assertThat(config.milliseconds(Key.RESUME_WINDOW)).isEqualTo(120_000);
        assertThat(config.banner()).hasSize(Key.values().length);
    }

    @Test
    void flagsWinOverEnvironmentOverFileOverDefaults() throws Exception {
        Path file = file("port = 1\ncapacity = 1\ntick-rate = 10\nresume-window = 1m\nvenue = [a, b]");

        ServerConfig config = ConfigReader.read(
                Map.of(Key.PORT, List.of("3")),
                Map.of("PARVIS_PORT", "2", "PARVIS_CAPACITY", "2", "HOME", "/"),
                Optional.of(file));

        assertThat(config.integer(Key.PORT)).isEqualTo(3);
        assertThat(config.integer(Key.CAPACITY)).isEqualTo(2);
        assertThat(config.integer(Key.TICK_RATE)).isEqualTo(10);
        assertThat(config.milliseconds(Key.RESUME_WINDOW)).isEqualTo(60_000);
        assertThat(config.values(Key.VENUE)).containsExactly("a", "b");
        assertThat(config.text(Key.HOST)).isEqualTo("0.0.0.0");
    }

    @Test
    void unknownKeysNameTheirPlaceAndTheNearest() throws Exception {
        Path file = file("\ntik-rate = 20");

        ConfigException faults = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigReader.read(Map.of(), Map.of("PARVIS_PROT", "1"), Optional.of(file)));

        assertThat(faults.faults())
                .containsExactly(
                        "unknown environment variable PARVIS_PROT; did you mean PARVIS_PORT?",
                        "unknown key tik-rate in " + file + " line 2; did you mean tick-rate?");
    }

    @Test
    void everyFaultIsListedWithItsSource() {
        List<String> faults = faults(
                Map.of(Key.PORT, List.of("70000"), Key.TICK_RATE, List.of("fast"), Key.LOG_FORMAT, List.of("xml")),
                Map.of("PARVIS_DRAIN_TIME", "1h", "PARVIS_ALLOWED_ORIGINS", "venue.example"));

        assertThat(faults)
                .hasSize(5)
                .contains("port = 70000 (from --port): must be 0 to 65535")
                .contains("tick-rate = fast (from --tick-rate): must be a whole number, 5 to 60")
                .contains("log-format = xml (from --log-format): must be one of human, json")
                .contains("drain-time = 1h (from PARVIS_DRAIN_TIME): must be a time such as 500ms, 10s or 2m")
                .anyMatch(line -> line.startsWith("allowed-origins = venue.example (from PARVIS_ALLOWED_ORIGINS)"));
    }

    @Test
    void relationsBetweenKeysAreChecked() {
        assertThat(faults(Map.of(Key.MAX_CONNECTIONS, List.of("100")), Map.of("PARVIS_MAX_WAITING_PER_ADDRESS", "101")))
                .singleElement()
                .asString()
                .contains("must not exceed max-connections, 100");
    }

    @Test
    void brokenOrMissingFileIsOneLine() throws Exception {
        for (Path file : List.of(file("port = {"), folder.resolve("absent.conf"))) {
            ConfigException faults = catchThrowableOfType(
                    ConfigException.class, () -> ConfigReader.read(Map.of(), Map.of(), Optional.of(file)));

            assertThat(faults.faults()).singleElement().asString().contains("configuration file");
        }
    }

    @Test
    void theDatabasesPasswordComesFromFileOrEnvironmentAndIsMasked() throws Exception {
        Path secret = Files.writeString(folder.resolve("password"), "from the file\n");
        ServerConfig byFile = read(
                Map.of(
                        Key.DB, List.of("jdbc:postgresql://db/parvis"),
                        Key.DB_USER, List.of("parvis"),
                        Key.DB_PASSWORD_FILE, List.of(secret.toString())),
                Map.of());
        ServerConfig byEnvironment =
                read(Map.of(Key.DB, List.of("jdbc:postgresql://db/parvis")), Map.of("PARVIS_DB_PASSWORD", "hunter2"));

        assertThat(byFile.store().login().password()).contains("from the file");
        assertThat(byEnvironment.store().login().password()).contains("hunter2");
        assertThat(byEnvironment.banner())
                .anyMatch(line -> line.matches(" +db-password +\\*\\*\\* +PARVIS_DB_PASSWORD"))
                .noneMatch(line -> line.contains("hunter2"));
        assertThat(byEnvironment.store()).asString().doesNotContain("hunter2");
    }

    @Test
    void databasesNobodyKnowsAndSecretsInTheUrlAreRefused() throws Exception {
        assertThat(read(Map.of(), Map.of()).store().url())
                .startsWith("jdbc:sqlite:")
                .endsWith("parvis.db");
        assertThat(faults(Map.of(Key.DB, List.of("jdbc:mysql://db/parvis")), Map.of()))
                .singleElement()
                .asString()
                .contains("must be embedded, jdbc:sqlite:FILE or jdbc:postgresql:");
        assertThat(faults(Map.of(Key.DB, List.of("jdbc:postgresql://db/parvis?password=hunter2")), Map.of()))
                .singleElement()
                .asString()
                .contains("db-password-file")
                .doesNotContain("hunter2");
    }
}
