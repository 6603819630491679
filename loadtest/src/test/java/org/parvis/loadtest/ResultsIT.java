package org.parvis.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is done with results, on real ones: two testers at once on one server are merged and compared, and a
 * small capacity is looked for. A busy machine makes testers late; what they find then is not asserted.
 */
final class ResultsIT {
    private static final String EVENING = """
            name: evening
            groups:
              - {name: walkers, reachM: 10}
            stages:
              - {name: arrive, people: 30, duration: 2s}
              - {name: settle, people: 30, duration: 3s}
              - {name: walk, people: 30, duration: 2s, measured: true}
            limits: {ageP99Ms: 20000}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ServerProcess server;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Path evening;

    @BeforeAll
    static void start() throws IOException {
        evening = Files.writeString(folder.resolve("evening.yaml"), EVENING);
        server = ServerProcess.start(folder);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.close();
    }

    @Test
    void twoTestersAtOnceAreMergedIntoOneResultAndCompared() throws Exception {
        Path one = folder.resolve("one.json");
        Path two = folder.resolve("two.json");
        Path both = folder.resolve("both.json");
        CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> play(two, "2"));
        play(one, "1");
        other.get();
        call("merge", one.toString(), two.toString(), "--json", both.toString());

        JsonNode merged = read(both).get("result");
        assertThat(merged.get("joined").asInt()).isEqualTo(60);
        assertThat(merged.get("lost").asInt()).isZero();
        assertThat(merged.get("ageMs").get("count").asLong())
                .isEqualTo(ages(one) + ages(two))
                .isGreaterThan(1000);
        assertThat(merged.get("sameTesterShare").asDouble())
                .as("each tester knows the age of its own half only")
                .isBetween(0.2, 0.8);
        assertThat(merged.get("server").get("memoryBytes").asDouble()).isGreaterThan(50e6);

        Path verdict = folder.resolve("verdict.json");
        call("compare", one.toString(), two.toString(), "--figures", "lost", "--json", verdict.toString());
        assertThat(read(verdict).get("verdict").asString()).isEqualTo("SAME");
    }

    @Test
    void aSmallCapacityIsFound() throws IOException {
        Path json = folder.resolve("capacity.json");
        Path html = folder.resolve("capacity.html");
        int code = call(
                "capacity",
                evening.toString(),
                "--url",
                server.join().toString(),
                "--from",
                "20",
                "--ceiling",
                "40",
                "--step",
                "20",
                "--repeats",
                "1",
                "--json",
                json.toString(),
                "--html",
                html.toString());
        JsonNode found = read(json);
        if (found.get("limitedBy").asString().equals("TESTER")) {
            assertThat(found.get("people").asInt()).isLessThan(40);
        } else {
            assertThat(code).isZero();
            assertThat(found.get("people").asInt()).isEqualTo(40);
            assertThat(found.get("limitedBy").asString()).isEqualTo("CEILING");
            assertThat(found.get("levels")).hasSize(2);
        }
        assertThat(Files.readString(html)).contains("Capacity of");
    }

    private static int play(Path json, String seed) {
        return call(
                "run",
                evening.toString(),
                "--url",
                server.join().toString(),
                "--seed",
                seed,
                "--json",
                json.toString());
    }

    private static long ages(Path json) {
        return read(json).get("result").get("ageMs").get("count").asLong();
    }

    private static JsonNode read(Path json) {
        return JsonMapper.shared().readTree(json.toFile());
    }

    private static int call(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        int code = line.execute(arguments);
        System.out.println(out);
        return code;
    }
}
