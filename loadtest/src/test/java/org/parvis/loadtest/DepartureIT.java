package org.parvis.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.loadtest.report.CrowdResult;

/** Simulated people who go home do so as real ones do. */
final class DepartureIT {
    private static final int PEOPLE = 200;

    @TempDir
    private Path folder;

    @Test
    void peopleWhoGoHomeLeaveNobodyStanding() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "--venue", "open-plaza")) {
            CrowdResult result = SmallRun.of(server, "plaza", PEOPLE, 4000).result();
            assertThat(result.arrivals().joined()).isEqualTo(PEOPLE);
            // A body leaves with the tick after its connection's end.
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                assertThat(server.metric("parvis_connections")).isZero();
                assertThat(server.metric("parvis_avatars")).isZero();
            });
            assertThat(server.metric("parvis_disconnects_total{reason=\"CLOSE_REASON_LEFT\"}"))
                    .isEqualTo(PEOPLE);
            // The call that tries the address before the crowd sets off says nothing and hangs up; nobody else does.
            assertThat(server.metric("parvis_disconnects_total{reason=\"LOST\"}"))
                    .isEqualTo(1);
        }
    }
}
