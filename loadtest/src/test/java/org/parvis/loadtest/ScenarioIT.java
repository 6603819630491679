package org.parvis.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parvis.loadtest.report.CrowdResult;
import org.parvis.loadtest.report.RunResult;
import org.parvis.loadtest.scenario.Scenarios;

/**
 * Every built-in scenario, small and short, some at a time against one real server: notices a break, not a slow
 * machine. Those who attack the server have it to themselves, or they would harm others than theirs. The real sizes are
 * commands of {@code docs/performance.md}.
 */
@Execution(ExecutionMode.CONCURRENT)
final class ScenarioIT {
    private static final String SERVER = "server";
    private static final long STAGE_MS = 5000;
    private static final int PEOPLE = 200;
    /** Scenarios of which there is more to say than that nobody is lost. */
    private static final Set<String> OF_THEIR_OWN =
            Set.of("churn", "reconnect-storm", "slow-half", "mixed", "hostile", "half-open");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server =
                ServerProcess.start(folder, "--venue", "plaza-mayor", "--venue", "open-plaza", "--venue", "show-floor");
        // A server that has just started compiles itself; several crowds at once are then too much for it.
        SmallRun.of(server, "plaza", 100, 3000);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("othersThanThose")
    @ResourceLock(value = SERVER, mode = ResourceAccessMode.READ)
    void nobodyIsLost(String name) throws Exception {
        CrowdResult result = play(name, PEOPLE);
        assertThat(result.arrivals().joined()).as(name).isEqualTo(PEOPLE);
        assertThat(result.arrivals().lost()).as(name).isZero();
        assertThat(result.seen().ageMs().count()).as(name).isGreaterThan(100);
    }

    private static Stream<String> othersThanThose() {
        return Scenarios.BUILT_IN.stream().filter(name -> !OF_THEIR_OWN.contains(name));
    }

    @Test
    @ResourceLock(value = SERVER, mode = ResourceAccessMode.READ)
    void guestsWhoComeAndGoAreNotLost() throws Exception {
        CrowdResult result = play("churn", 40);
        assertThat(result.arrivals().joined()).isGreaterThanOrEqualTo(40);
        assertThat(result.arrivals().lost()).isZero();
    }

    @Test
    @Tag("A46")
    @ResourceLock(value = SERVER, mode = ResourceAccessMode.READ)
    void afterAStormEverybodyIsBackInTheirOwnSession() throws Exception {
        RunResult run = SmallRun.of(server, "reconnect-storm", 40, 8000);
        int resumed = run.stages().stream()
                .mapToInt(stage -> stage.arrivals().resumed())
                .sum();
        assertThat(resumed).isEqualTo(40);
        assertThat(run.result().arrivals().lost()).isZero();
        assertThat(run.result().arrivals().joined()).isEqualTo(40);
    }

    @Test
    @Tag("A41")
    @ResourceLock(value = SERVER, mode = ResourceAccessMode.READ)
    void slowReadersAreNoHarmToOthers() throws Exception {
        CrowdResult result = play("slow-half", 40);
        assertThat(result.arrivals().joined()).isGreaterThanOrEqualTo(20);
        assertThat(result.seen().ageMs().count()).isGreaterThan(100);
        assertThat(result.reasons().disconnects().keySet())
                .allMatch(reason -> reason.contains("CLOSE_REASON_SLOW_READER"));
    }

    @Test
    @Tag("A78")
    @ResourceLock(value = SERVER, mode = ResourceAccessMode.READ)
    void peopleTalkGestureAndReactAndAreAnswered() throws Exception {
        CrowdResult result = play("mixed", 60);
        // Several react every second; everybody hears of it about once a second.
        assertThat(result.actions().reactionMessagesPerClientPerSecond()).isBetween(0.3, 1.3);
        assertThat(result.actions().actionsDone()).isPositive();
        assertThat(result.actions().actionMs().count()).isPositive();
        assertThat(result.arrivals().lost()).isZero();
    }

    @Test
    @Tag("A40")
    @ResourceLock(SERVER)
    void thoseWhoSayNothingKeepNobodyOut() throws Exception {
        CrowdResult result = play("half-open", 200);
        // All others are half-open and never let in.
        assertThat(result.arrivals().joined()).isEqualTo(3);
        assertThat(result.arrivals().lost()).isZero();
    }

    @Test
    @Tag("A39")
    @ResourceLock(SERVER)
    void hostileClientsAreThrownOutAndTheHonestStay() throws Exception {
        CrowdResult result = play("hostile", 60);
        assertThat(result.arrivals().lost()).isZero();
        assertThat(result.reasons().hostile().keySet())
                .anyMatch(reason -> reason.startsWith("flood ended by") && reason.contains("CLOSE_REASON_FLOOD"));
        assertThat(result.reasons().hostile().keySet()).anyMatch(reason -> reason.startsWith("garbage ended by"));
    }

    private static CrowdResult play(String name, int people) throws Exception {
        return SmallRun.of(server, name, people, STAGE_MS).result();
    }
}
