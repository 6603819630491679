package org.parvis.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CommandLineTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

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

    @ParameterizedTest
    @ValueSource(strings = {"run", "capacity", "compare", "merge"})
    void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Examples:").contains("Exit codes");
    }

    @Test
    void commandsThatWorkOnResultsRefuseOtherFilesInOneLine() throws IOException {
        String notes = Files.writeString(folder.resolve("notes.json"), "{\"kind\":\"diary\"}")
                .toString();
        assertThat(run("compare", "nowhere.json", notes)).isEqualTo(2);
        assertThat(err.toString()).contains("there is no file nowhere.json");
        assertThat(run("compare", notes, notes)).isEqualTo(2);
        assertThat(run("compare", notes, notes, "--figures", "beauty")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no beauty");
        assertThat(run("merge", notes)).isEqualTo(2);
        assertThat(run("merge", notes, notes)).isEqualTo(2);
        assertThat(err.toString()).contains("no result of").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({
        "capacity plaza --from 0, must be 1 to the ceiling",
        "capacity plaza --growth 1, above 1",
        "capacity plaza --ceiling 100000, --ceiling must be",
        "capacity plasa, plaza",
        "run plaza --people 0, --people must be",
        "run plaza --url http://x/, --url must look like",
        "run plaza --max-age-p99 soon, no duration"
    })
    void wrongUsageOfScenariosIsExplainedAndEndsWithTwo(String command, String words) {
        assertThat(run(command.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(words).doesNotContain("Exception").doesNotContain("\tat ");
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
