package org.parvis.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.loadtest.report.CrowdResult;
import org.parvis.loadtest.report.RunResult;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Stage;
import org.parvis.loadtest.scenario.ScenarioException;
import org.parvis.loadtest.scenario.Scenarios;

/**
 * Every built-in scenario, small and short, against one real server: notices a break, not a slow machine. The
 * real sizes are commands of {@code docs/performance.md}.
 */
final class ScenarioIT {
    private static final long STAGE_MS = 2500;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ServerProcess server;

    @BeforeAll
    static void start() throws IOException {
        server =
                ServerProcess.start(folder, "--venue", "plaza-mayor", "--venue", "open-plaza", "--venue", "show-floor");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.close();
    }

    @Test
    void peopleWhoGoHomeLeaveNobodyStanding() throws Exception {
        double left = server.metric("parvis_disconnects_total{reason=\"CLOSE_REASON_LEFT\"}");
        double standing = server.metric("parvis_avatars");
        double lost = server.metric("parvis_disconnects_total{reason=\"LOST\"}");
        CrowdResult result = play("plaza", 200);
        assertThat(result.joined()).isEqualTo(200);
        // A connection's end is counted after the person was taken out.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(server.metric("parvis_connections")).isZero());
        assertThat(server.metric("parvis_avatars")).isLessThanOrEqualTo(standing);
        assertThat(server.metric("parvis_disconnects_total{reason=\"CLOSE_REASON_LEFT\"}") - left)
                .isEqualTo(200);
        assertThat(server.metric("parvis_disconnects_total{reason=\"LOST\"}")).isEqualTo(lost);
    }

    @Test
    void plazaAndShowLoseNobody() throws Exception {
        for (String name : List.of("plaza", "show")) {
            CrowdResult result = play(name, 60);
            assertThat(result.joined()).as(name).isEqualTo(60);
            assertThat(result.lost()).as(name).isZero();
            assertThat(result.ageMs().count()).as(name).isGreaterThan(100);
        }
    }

    @Test
    void guestsWhoComeAndGoAreNotLost() throws Exception {
        CrowdResult result = play("churn", 40);
        assertThat(result.joined()).isGreaterThanOrEqualTo(40);
        assertThat(result.lost()).isZero();
    }

    @Test
    @Tag("A46")
    void afterAStormEverybodyIsBackInTheirOwnSession() throws Exception {
        RunResult run = run("reconnect-storm", 40, 7000);
        int resumed = run.stages().stream().mapToInt(CrowdResult::resumed).sum();
        assertThat(resumed).isEqualTo(40);
        assertThat(run.result().lost()).isZero();
        assertThat(run.result().joined()).isEqualTo(40);
    }

    @Test
    @Tag("A41")
    void slowReadersAreNoHarmToOthers() throws Exception {
        CrowdResult result = play("slow-half", 40);
        assertThat(result.joined()).isGreaterThanOrEqualTo(20);
        assertThat(result.ageMs().count()).isGreaterThan(100);
        assertThat(result.disconnects().keySet()).allMatch("CLOSE_REASON_SLOW_READER"::equals);
    }

    @Test
    @Tag("A78")
    void peopleTalkGestureAndReactAndAreAnswered() throws Exception {
        CrowdResult result = play("mixed", 60);
        // Several react every second; everybody hears of it about once a second.
        assertThat(result.reactionMessagesPerClientPerSecond()).isBetween(0.3, 1.3);
        assertThat(result.actionsDone()).isPositive();
        assertThat(result.actionMs().count()).isPositive();
        assertThat(result.lost()).isZero();
    }

    @Test
    @Tag("A39")
    void hostileClientsAreThrownOutAndTheHonestStay() throws Exception {
        CrowdResult result = play("hostile", 60);
        assertThat(result.lost()).isZero();
        assertThat(result.hostile().keySet()).anyMatch(reason -> reason.contains("flood ended by CLOSE_REASON_FLOOD"));
        assertThat(result.hostile().keySet()).anyMatch(reason -> reason.startsWith("garbage ended by"));
    }

    private static CrowdResult play(String name, int people) throws Exception {
        return run(name, people, STAGE_MS).result();
    }

    private static RunResult run(String name, int people, long stageMs)
            throws ScenarioException, IOException, InterruptedException {
        Scenario full = Scenarios.read(name).scaledTo(people);
        List<Stage> stages = full.stages().stream()
                .map(stage -> new Stage(stage.name(), stage.people(), stageMs, stage.measured(), stage.dropShare()))
                .toList();
        Scenario small = new Scenario(
                full.name(), full.description(), full.venue(), full.seed(), full.groups(), stages, full.limits());
        StringWriter progress = new StringWriter();
        RunResult run = new Runner(server.join(), 256, new PrintWriter(progress, true)).play(small);
        System.out.println(org.parvis.loadtest.report.TableReport.of(run));
        return run;
    }
}
