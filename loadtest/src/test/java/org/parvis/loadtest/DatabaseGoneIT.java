package org.parvis.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.loadtest.client.Endpoint;
import org.parvis.loadtest.report.CrowdResult;
import org.parvis.loadtest.report.RunResult;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Stage;
import org.parvis.loadtest.scenario.Scenarios;

/**
 * A walking crowd whose server loses its PostgreSQL for a while. For the full size set {@code parvis.outage.people} to
 * 300 and {@code parvis.outage.seconds} to 20; the figures are printed.
 */
@Tag("postgres")
final class DatabaseGoneIT {
    private static final int PEOPLE = Integer.getInteger("parvis.outage.people", 40);
    private static final long STAGE_MS = 1_000L * Integer.getInteger("parvis.outage.seconds", 4);
    private static final long ARRIVE_MS = 4_000;
    private static final String USER = "postgres";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void crowdWalksOnWhileTheDatabaseIsGone() throws Exception {
        EmbeddedPostgres database = start(0);
        Path password = Files.writeString(folder.resolve("password"), USER);
        String url = "jdbc:postgresql://localhost:" + database.getPort() + "/postgres";
        try (ServerProcess server = ServerProcess.start(
                folder,
                "--venue",
                "open-plaza",
                "--db",
                url,
                "--db-user",
                USER,
                "--db-password-file",
                password.toString(),
                "--guests-per-minute",
                "1000000",
                "--api-rate-per-address",
                "1000000")) {
            assertThat(becomeAGuest(server)).isEqualTo(201);
            CompletableFuture<EmbeddedPostgres> outage =
                    CompletableFuture.supplyAsync(() -> stopAndStart(database, server));
            RunResult run = new Runner(
                            Runner.How.alone(Endpoint.plain(server.join()), 64),
                            new PrintWriter(new StringWriter(), true))
                    .play(walk(), List.of());
            try (EmbeddedPostgres again = outage.get(1, TimeUnit.MINUTES)) {
                CrowdResult before = run.stages().get(1);
                for (CrowdResult stage : run.stages()) {
                    System.out.printf(
                            "%s: %.0f people, lost %d, age p99 %.0f ms, tick p99 %.2f ms%n",
                            stage.span().name(),
                            stage.span().people(),
                            stage.arrivals().lost(),
                            stage.seen().ageMs().p99(),
                            stage.machines().server().tickP99Ms());
                    assertThat(stage.arrivals().lost()).isZero();
                    assertThat(stage.reasons().disconnects()).isEmpty();
                }
                CrowdResult without = run.stages().get(2);
                assertThat(without.traffic().framesPerClientPerSecond())
                        .isGreaterThan(0.8 * before.traffic().framesPerClientPerSecond());
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> becomeAGuest(server) == 201);
                assertThat(again.getPort()).isEqualTo(database.getPort());
            }
        }
    }

    /** Takes the database away for the second stage and looks what is answered meanwhile. */
    private EmbeddedPostgres stopAndStart(EmbeddedPostgres database, ServerProcess server) {
        try {
            TimeUnit.MILLISECONDS.sleep(ARRIVE_MS + STAGE_MS);
            database.close();
            long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STAGE_MS);
            while (System.nanoTime() < endNs) {
                assertThat(becomeAGuest(server)).isEqualTo(503);
            }
            return start(database.getPort());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Something that has to be written; the status tells. */
    private int becomeAGuest(ServerProcess server) throws IOException, InterruptedException {
        URI guests = server.http("/v1/guests");
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(guests)
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString("{\"name\":\"Ann\"}"))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() == 503) {
            assertThat(answer.headers().firstValue("retry-after")).isPresent();
        }
        return answer.statusCode();
    }

    private EmbeddedPostgres start(int port) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setDataDirectory(folder.resolve("pg"))
                    .setCleanDataDirectory(false);
            return (port == 0 ? builder : builder.setPort(port)).start();
        } catch (IOException | RuntimeException cannot) {
            return abort("PostgreSQL cannot be started here: " + cannot);
        }
    }

    private static Scenario walk() throws Exception {
        Scenario full = Scenarios.read("plaza").scaledTo(PEOPLE);
        List<Stage> stages = List.of(
                Stage.plain("arrive", PEOPLE, ARRIVE_MS, false),
                Stage.plain("before", PEOPLE, STAGE_MS, true),
                Stage.plain("without", PEOPLE, STAGE_MS, true),
                Stage.plain("after", PEOPLE, STAGE_MS, true));
        return new Scenario(
                full.name(), full.description(), full.venue(), full.seed(), full.groups(), stages, full.limits());
    }
}
