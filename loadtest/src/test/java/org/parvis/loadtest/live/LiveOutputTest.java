package org.parvis.loadtest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.loadtest.measure.HistogramText;
import org.parvis.loadtest.measure.SecondPoint;
import org.parvis.loadtest.measure.SecondTally;
import org.parvis.loadtest.measure.ServerReading;
import org.parvis.loadtest.measure.Tally;

final class LiveOutputTest {
    private static final Pattern SAMPLE = Pattern.compile("[a-z_]+(\\{[a-z]+=\"[^\"]*\"\\})? -?[0-9.E-]+");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void aSecondIsPrometheusTextInSecondsWithHelpForEachMetric() {
        String text = LiveFigures.of(second(), "walk \"fast\"");

        assertThat(text)
                .contains("parvis_loadtest_people 20\n")
                .contains("parvis_loadtest_age_seconds{quantile=\"0.99\"} 3.9")
                .contains("parvis_loadtest_server_overload_rung 1\n")
                .contains("parvis_loadtest_stage{stage=\"walk \\\"fast\\\"\"} 1\n")
                .doesNotContain("NaN")
                .doesNotContain("parvis_loadtest_join_seconds{");
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String name = line.split("[{ ]", 2)[0];
            assertThat(text).contains("# HELP " + name + " ").contains("# TYPE " + name + " gauge");
            assertThat(line.replace("\\\"", "")).matches(SAMPLE);
        });
    }

    @Test
    void theNewestFiguresAreAtAPortAndInAFile() throws IOException, InterruptedException {
        Path file = folder.resolve("live.prom");
        AtomicInteger asked = new AtomicInteger();
        try (LiveOutput output = new LiveOutput(() -> "asked " + asked.incrementAndGet() + "\n", file, 0)) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + output.port() + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type").orElse("")).contains("version=0.0.4");
            assertThat(answer.body()).startsWith("asked ");
            String first = Files.readString(file);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !Files.readString(file).equals(first));
        }
    }

    @Test
    void aPortThatIsTakenIsToldAtOnce() throws IOException {
        try (LiveOutput first = new LiveOutput(() -> "", null, 0)) {
            assertThatThrownBy(() -> new LiveOutput(() -> "", null, first.port()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("--metrics-port: something else listens on port " + first.port());
        }
    }

    private static SecondPoint second() {
        Histogram age = Tally.coarseHistogram();
        Tally.record(age, 3_900_000_000L);
        return SecondPoint.of(new SecondTally(
                12,
                2,
                new SecondTally.Presence(20, 0, 1),
                new SecondTally.Times(HistogramText.of(age), "", "", ""),
                new SecondTally.Traffic(2000, 200, 600, 100, 0, 0),
                0.25,
                new ServerReading(4, Double.NaN, 1e9, 1)));
    }
}
