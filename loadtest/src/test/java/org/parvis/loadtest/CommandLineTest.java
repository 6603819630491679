package org.parvis.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "--avatars, 0, --avatars must be",
        "--avatars, many, Invalid value",
        "--duration, 5 minutes, no duration",
        "--move-rate, 21, --move-rate must be",
        "--motion, dance, --motion must be",
        "--url, http://localhost/, --url must look like",
        "--avatrs, 5, --avatars",
        "--max-age-p99, fast, no duration"
    })
    void wrongUsageIsExplainedAndEndsWithTwo(String flag, String value, String words) {
        assertThat(run("crowd", flag, value)).isEqualTo(2);
        assertThat(err.toString()).contains(words).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void helpShowsExamples() {
        assertThat(run("crowd", "--help")).isZero();
        assertThat(out.toString())
                .contains("Examples:")
                .contains("--max-age-p99")
                .contains("Exit codes");
    }

    @Test
    void aServerThatIsNotThereIsOneLineAndEndsWithOne() {
        assertThat(run("crowd", "--url", "ws://127.0.0.1:9/v1/join")).isEqualTo(1);
        assertThat(err.toString().trim().lines()).hasSize(1);
    }

    private int run(String... args) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }
}
