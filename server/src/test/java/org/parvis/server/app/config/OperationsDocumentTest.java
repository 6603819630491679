package org.parvis.server.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of keys in the operator's document is the table of keys in the program. */
final class OperationsDocumentTest {
    @Test
    void everyKeyStandsInTheDocumentAndNoOther() throws IOException {
        Path document = Path.of(System.getProperty("parvis.root", ".."), "docs", "operations.md");
        List<String> lines = Files.readAllLines(document);
        int head = lines.indexOf("| key | default | range | meaning |");
        List<String> rows = lines.stream()
                .skip(head + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(head).isPositive();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(Key.values()).map(Key::documentRow).toList());
    }
}
