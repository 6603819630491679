package org.parvis.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.parvis.loadtest.client.Endpoint;
import org.parvis.loadtest.measure.ServerReading;

final class ServerWatchTest {
    @Test
    void ticksAreThoseOfTheVenueAndProcessorsAreTimeUsed() {
        try (ServerWatch watch = new ServerWatch(Endpoint.plain(URI.create("ws://127.0.0.1:9/v1/join")), "plaza")) {
            watch.read(metrics(1, 10, 1000, 0));
            ServerReading reading = watch.read(metrics(2.5, 12, 2000, 100));
            assertThat(reading.cpu()).as("1.5 s of processor in 2 s").isCloseTo(0.75, within(1e-9));
            assertThat(reading.tickP99Ms())
                    .as("all new ticks took at most 4 ms")
                    .isEqualTo(4);
            assertThat(reading.memoryBytes()).isEqualTo(3000);
            assertThat(reading.overloadRung()).isEqualTo(2);
            assertThat(watch.about()).containsEntry("serverVersion", "not told");
        }
    }

    @Test
    void whatAServerDoesNotTellIsUnknown() {
        try (ServerWatch watch = new ServerWatch(Endpoint.plain(URI.create("ws://127.0.0.1:9/v1/join")), "plaza")) {
            ServerReading reading = watch.read("nothing here\n");
            assertThat(reading.cpu()).isNaN();
            assertThat(reading.tickP99Ms()).isNaN();
            assertThat(reading.memoryBytes()).isNaN();
            assertThat(reading.overloadRung()).isNaN();
        }
    }

    private static String metrics(double cpuS, double uptimeS, int idleTicks, int ticks) {
        return String.format(Locale.ROOT, """
                parvis_tick_duration_seconds_bucket{venue="lobby",le="0.001"} %d
                parvis_tick_duration_seconds_bucket{venue="lobby",le="+Inf"} %d
                parvis_tick_duration_seconds_bucket{venue="plaza",le="0.001"} 0
                parvis_tick_duration_seconds_bucket{venue="plaza",le="0.004"} %d
                parvis_tick_duration_seconds_bucket{venue="plaza",le="+Inf"} %d
                parvis_overload_rung{venue="lobby"} 5.0
                parvis_overload_rung{venue="plaza"} 2.0
                process_cpu_time_ns_total %.1f
                process_uptime_seconds %.3f
                jvm_memory_used_bytes{area="heap",id="a"} 1000.0
                jvm_memory_used_bytes{area="heap",id="b"} 2000.0
                """, idleTicks, idleTicks, ticks, ticks, cpuS * 1e9, uptimeS);
    }
}
