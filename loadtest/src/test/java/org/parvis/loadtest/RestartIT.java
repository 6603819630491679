package org.parvis.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.loadtest.client.Endpoint;
import org.parvis.loadtest.report.CrowdResult;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Stage;
import org.parvis.loadtest.scenario.Scenarios;

/**
 * A walking crowd whose server is restarted under it, first in order, then by a crash. For the full size, run the
 * scenario {@code restart} and restart the server by hand, or set {@code parvis.restart.people} to 500.
 */
final class RestartIT {
    private static final int PEOPLE = Integer.getInteger("parvis.restart.people", 150);
    private static final Pattern INSIDE = Pattern.compile("\"people\":(\\d+)");
    private static final double BACK_WITHIN_MS = 10_000;
    private static final double NEARBY_M = 3;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    @Tag("A42")
    @Tag("A45")
    void everybodyIsBackInPlaceAfterARestartAndAfterACrash() throws Exception {
        ServerProcess first = ServerProcess.start(folder);
        int port = first.join().getPort();
        // On a thread of its own: from JDK 25 on the common pool serves all, and with two processors it has one thread.
        CompletableFuture<ServerProcess> last = CompletableFuture.supplyAsync(
                () -> restartTwice(first, port), task -> new Thread(task, "restarts").start());
        CrowdResult result = new Runner(
                        Runner.How.alone(Endpoint.plain(first.join()), 64), new PrintWriter(new StringWriter(), true))
                .play(walk(), List.of())
                .result();
        try (ServerProcess server = last.get(30, TimeUnit.SECONDS)) {
            System.out.println(result.arrivals().times().resumeMs() + " "
                    + result.arrivals().times().resumeShiftM() + " "
                    + result.reasons().disconnects() + " " + result.reasons().refusals());
            assertThat(result.arrivals().lost()).isZero();
            assertThat(result.arrivals().resumed()).isEqualTo(2 * PEOPLE);
            assertThat(result.arrivals().times().resumeMs().max()).isLessThan(BACK_WITHIN_MS);
            assertThat(result.arrivals().times().resumeShiftM().max()).isLessThan(NEARBY_M);
        }
    }

    private ServerProcess restartTwice(ServerProcess first, int port) {
        try {
            awaitInside(first);
            first.close();
            ServerProcess second = ServerProcess.startOn(port, folder);
            awaitInside(second);
            second.kill();
            ServerProcess third = ServerProcess.startOn(port, folder);
            awaitInside(third);
            return third;
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void awaitInside(ServerProcess server) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> inside(server) == PEOPLE);
        // Places are noted every few seconds.
        Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(() -> inside(server) == PEOPLE);
    }

    private int inside(ServerProcess server) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(server.http("/v1/venues")).build(), HttpResponse.BodyHandlers.ofString());
        Matcher matcher = INSIDE.matcher(answer.body());
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static Scenario walk() throws Exception {
        Scenario full = Scenarios.read("restart").scaledTo(PEOPLE);
        List<Stage> stages =
                List.of(Stage.plain("arrive", PEOPLE, 3_000, false), Stage.plain("restarts", PEOPLE, 24_000, true));
        return new Scenario(
                full.name(), full.description(), full.venue(), full.seed(), full.groups(), stages, full.limits());
    }
}
