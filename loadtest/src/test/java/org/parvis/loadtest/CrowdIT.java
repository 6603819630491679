package org.parvis.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A crowd against the real server. Server and tester share the machine with whatever else runs, so the limit
 * on age is generous here; the strict figure is a command of {@code docs/performance.md}.
 */
final class CrowdIT {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void fiveHundredPeopleWalkAndNobodyIsLost() throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(folder)) {
            // No limits here: a tester that shares its core would rightly call the run no pass.
            JsonNode result = crowd(server, "--avatars", "500", "--duration", "8s");

            assertThat(result.get("joined").asInt()).isEqualTo(500);
            assertThat(result.get("lost").asInt()).isZero();
            assertThat(result.get("bytesPerUpdate").asDouble()).isBetween(4.0, 8.0);
            if (!result.get("testerWasBottleneck").asBoolean()) {
                assertThat(result.get("ageMs").get("p99").asDouble()).isLessThan(1000);
                assertThat(result.get("nearDeliveredShare").asDouble()).isGreaterThan(0.9);
            }
            assertThat(result.get("correctionsPerMove").asDouble()).isLessThan(0.01);
            assertThat(result.get("ageMs").get("count").asLong()).isGreaterThan(10_000);
        }
    }

    @Test
    void aRecordedCrowdIsReplayed() throws IOException, InterruptedException {
        String csv = "id,t_s,x_m,y_m\n1,0,0,0\n1,8,8,0\n2,0,8,2\n2,8,0,2\n";
        Path recording = Files.writeString(folder.resolve("two.csv"), csv);
        try (ServerProcess server = ServerProcess.start(folder)) {
            JsonNode result = crowd(server, "--avatars", "12", "--duration", "4s", "--motion", "replay:" + recording);

            assertThat(result.get("joined").asInt()).isEqualTo(12);
            assertThat(result.get("lost").asInt()).isZero();
            assertThat(result.get("nearDeliveredShare").asDouble()).isGreaterThan(0.9);
        }
    }

    @Test
    void aMissedLimitEndsWithThree() throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(folder)) {
            int code = run(server, "--avatars", "5", "--duration", "1s", "--max-age-p99", "1ms");
            assertThat(code).isEqualTo(3);
        }
    }

    @Test
    void anUnknownVenueIsOneLine() throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(folder)) {
            int code = run(server, "--avatars", "5", "--duration", "1s", "--venue", "atlantis");
            assertThat(code).isEqualTo(1);
        }
    }

    private JsonNode crowd(ServerProcess server, String... arguments) throws IOException {
        Path json = folder.resolve("out.json");
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--json";
        all[arguments.length + 1] = json.toString();
        assertThat(run(server, all)).isZero();
        return JsonMapper.shared().readTree(json.toFile()).get("result");
    }

    private static int run(ServerProcess server, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        String[] all = new String[arguments.length + 3];
        all[0] = "crowd";
        all[1] = "--url";
        all[2] = server.join().toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        int code = line.execute(all);
        System.out.println(out);
        return code;
    }
}
