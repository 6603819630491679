package org.parvis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The list of vulnerable versions can be trusted as far as a list can: every line says who says so, and when it was looked
 * up. That no dependency is on it is the enforcer's to hold, which reads the same file in every module.
 */
final class AdvisoryListTest {
    private static final Path ROOT = Path.of(System.getProperty("parvis.root", ".."));
    private static final Pattern BAN =
            Pattern.compile("\\s*<exclude>[a-z0-9.-]+:[a-z0-9.*-]+:[\\[(][^\\])]*[\\])]</exclude>");
    private static List<String> lines;

    @BeforeAll
    static void read() throws IOException {
        lines = Files.readAllLines(ROOT.resolve(".ci/advisories.xml"));
    }

    @Test
    void everyBanNamesItsAdvisoryAndARange() {
        String source = "";
        int bans = 0;
        for (String line : lines) {
            if (line.contains("<!--")) {
                source = line;
            } else if (line.contains("<exclude>")) {
                bans++;
                assertThat(line).matches(BAN);
                assertThat(source).as(line).containsPattern("https://\\S+");
            }
        }
        assertThat(bans).isGreaterThan(10);
    }

    @Test
    void dayOfTheLookUpIsTold() {
        Matcher day = Pattern.compile("Looked up: (\\d{4}-\\d{2}-\\d{2})").matcher(String.join("\n", lines));

        assertThat(day.find()).isTrue();
        assertThat(LocalDate.parse(day.group(1))).isAfter(LocalDate.of(2026, 1, 1));
    }

    @Test
    void theBuildReadsTheList() throws IOException {
        assertThat(Files.readString(ROOT.resolve("pom.xml")))
                .contains(
                        "<externalRules><location>${maven.multiModuleProjectDirectory}/.ci/advisories.xml</location>");
    }
}
