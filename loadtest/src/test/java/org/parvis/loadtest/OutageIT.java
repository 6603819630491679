package org.parvis.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that stands still, and one that dies, as a tester tells it; over TLS, with a certificate of its own. */
final class OutageIT {
    private static final int PEOPLE = 12;
    private static final String PASSWORD = "changeit";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private final StringWriter said = new StringWriter();

    @Test
    void aFreezeShowsInEveryAgeAndADeathLosesEverybodyOnce() throws Exception {
        Path certificate = certificate();
        try (ServerProcess server = ServerProcess.start(
                folder,
                "--tls-cert",
                certificate.toString(),
                "--tls-key",
                folder.resolve("key.pem").toString())) {
            assertThat(crowd(server).get(30, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(said.toString()).contains("--trust FILE");

            freeze(server, certificate);
            die(server, certificate);
        }
    }

    private void freeze(ServerProcess server, Path certificate) throws Exception {
        Path csv = folder.resolve("freeze.csv");
        CompletableFuture<Integer> run = crowd(
                server,
                "--trust",
                certificate.toString(),
                "--duration",
                "8s",
                "--csv",
                csv.toString(),
                "--max-age-p99",
                "1500ms");
        awaitWalking();
        server.pause(true);
        TimeUnit.MILLISECONDS.sleep(2_500); // the freeze itself
        server.pause(false);

        assertThat(run.get(60, TimeUnit.SECONDS))
                .as("the limit judges the age over time")
                .isEqualTo(3);
        JsonNode result = result();
        assertThat(result.get("lost").asInt()).isZero();
        assertThat(result.get("ageMs").get("p90").asDouble()).isGreaterThan(1_000);
        assertThat(result.get("ageMs").get("p99").asDouble()).isBetween(2_000.0, 6_000.0);
        List<Double> ages = Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.split(",", -1)[5])
                .filter(age -> !age.isEmpty())
                .map(Double::valueOf)
                .toList();
        assertThat(ages).as("the seconds of the freeze show it").anyMatch(age -> age > 1_500);
    }

    private void die(ServerProcess server, Path certificate) throws Exception {
        CompletableFuture<Integer> run = crowd(server, "--trust", certificate.toString(), "--duration", "5s");
        awaitWalking();
        server.kill();

        assertThat(run.get(60, TimeUnit.SECONDS)).as("the run failed").isEqualTo(1);
        JsonNode result = result();
        assertThat(result.get("lost").asInt()).isEqualTo(PEOPLE);
        int calls = Stream.of(result.get("failedCalls"))
                .flatMap(JsonNode::valueStream)
                .mapToInt(JsonNode::asInt)
                .sum();
        assertThat(calls).as("each calls again after a second or more").isBetween(1, PEOPLE * 8);
        assertThat(said.toString())
                .contains("failed: nobody was connected when the run ended")
                .contains("connection refused: nothing listens there")
                .doesNotContain("NaN");
    }

    private CompletableFuture<Integer> crowd(ServerProcess server, String... options) throws IOException {
        Files.deleteIfExists(live());
        said.getBuffer().setLength(0);
        List<String> usual = List.of(
                "crowd",
                "--url",
                server.join().toString(),
                "--avatars",
                Integer.toString(PEOPLE),
                "--metrics-file",
                live().toString(),
                "--json",
                folder.resolve("out.json").toString());
        String[] all = Stream.concat(usual.stream(), Stream.of(options)).toArray(String[]::new);
        CommandLine line =
                Main.commandLine().setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
        return CompletableFuture.supplyAsync(() -> line.execute(all));
    }

    private void awaitWalking() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            String figures = Files.exists(live()) ? Files.readString(live()) : "";
            return figures.contains("stage=\"walk\"") && figures.contains("parvis_loadtest_people " + PEOPLE + "\n");
        });
    }

    private Path live() {
        return folder.resolve("live.prom");
    }

    private JsonNode result() {
        return JsonMapper.shared().readTree(folder.resolve("out.json").toFile()).get("result");
    }

    /** A certificate for 127.0.0.1 that signs itself, made by the JDK's own tool; its key lies beside it. */
    private Path certificate() throws Exception {
        Path store = folder.resolve("store.p12");
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made = new ProcessBuilder(List.of(
                        tool.toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=own",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        pem("key.pem", "PRIVATE KEY", keys.getKey("own", PASSWORD.toCharArray()).getEncoded());
        return pem("cert.pem", "CERTIFICATE", keys.getCertificate("own").getEncoded());
    }

    private Path pem(String name, String kind, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
