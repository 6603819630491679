package org.parvis.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that people download: unpacked, started and ended as the operator's guide says. */
final class ArchiveIT {
    private static final Pattern READY = Pattern.compile("parvis ready on (http://\\S+)");

    @TempDir
    static Path folder;

    private static Path home = Path.of("");

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        assumeTrue(Shell.has("tar"), "no tar on this machine");
        Path archive = Shell.built("parvis-", ".tar.gz");
        assertThat(Shell.run(folder, List.of("tar", "-xzf", archive.toString())).code())
                .isZero();
        try (Stream<Path> inside = Files.list(folder)) {
            home = inside.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    @Test
    void startsReadyAndEndsInOrder(@TempDir Path data) throws IOException, InterruptedException {
        Path out = data.resolve("out.txt");
        // By a link, as /usr/local/bin would hold it.
        Path link = Files.createSymbolicLink(data.resolve("parvis"), home.resolve("bin/parvis"));
        Process server = Shell.start(
                data,
                List.of(link.toString(), "--port", "0", "--host", "127.0.0.1", "--data-dir", "kept"),
                Map.of("JVM_HEAP", "256m"),
                out);
        try {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(Files.readString(out)).containsPattern(READY));
            Matcher ready = READY.matcher(Files.readString(out));
            assertThat(ready.find()).isTrue();
            HttpRequest health = HttpRequest.newBuilder(URI.create(ready.group(1) + "/health/ready"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(health, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(data.resolve("kept/parvis.db")).exists();
        } finally {
            server.destroy();
        }
        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        // The server's own word for "ended as told", or the virtual machine's for SIGTERM.
        assertThat(server.exitValue()).isIn(0, 143);
    }

    @Test
    void theTesterAnswers() throws IOException, InterruptedException {
        Shell.Ended help = Shell.run(home, List.of("bin/parvis-loadtest", "--help"));

        assertThat(help.code()).isZero();
        assertThat(help.printed()).contains("crowd", "capacity", "compare");
    }

    @Test
    void saysWhatToDoWithoutJava(@TempDir Path elsewhere) throws IOException, InterruptedException {
        Shell.Ended ended = Shell.run(
                elsewhere,
                List.of(
                        "env",
                        "JVM_JAVA=/nowhere/java",
                        home.resolve("bin/parvis").toString()));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.printed()).contains("/nowhere/java", "JRE 17", "JVM_JAVA");
    }

    @Test
    void tellsWhatIsInsideAndUnderWhichLicence() throws IOException {
        String thirdParty = Files.readString(home.resolve("THIRD-PARTY.txt"));
        String sbom = Files.readString(home.resolve("parvis-sbom.json"));

        try (Stream<Path> libraries = Files.list(home.resolve("lib"))) {
            List<String> untold = libraries
                    .map(jar -> jar.getFileName().toString())
                    .filter(jar -> !jar.startsWith("parvis-"))
                    .map(ArchiveIT::artifact)
                    .filter(artifact -> !thirdParty.contains(":" + artifact + ":")
                            || !sbom.contains("\"name\" : \"" + artifact + "\""))
                    .toList();
            assertThat(untold)
                    .as("libraries without a licence or missing in the SBOM")
                    .isEmpty();
        }
        assertThat(thirdParty).contains("three", "preact", "bufbuild protobuf").doesNotContain("Unknown license");
        assertThat(home.resolve("LICENSE")).exists();
        assertThat(home.resolve("NOTICE")).exists();
        assertThat(home.resolve("CHANGELOG.md")).exists();
        assertThat(home.resolve("licenses")).isNotEmptyDirectory();
    }

    /** A jar's name without its version. */
    private static String artifact(String jar) {
        Matcher name = Pattern.compile("(.+?)-\\d.*\\.jar").matcher(jar);
        return name.matches() ? name.group(1) : jar;
    }
}
