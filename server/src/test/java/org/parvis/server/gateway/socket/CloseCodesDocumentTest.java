package org.parvis.server.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The codes that end a WebSocket below the protocol are those of the client writer's document, each with its retry rule. */
@Tag("A34")
final class CloseCodesDocumentTest {
    /** A line that ends without a word of ours. */
    private static final Set<String> WORDLESS = Set.of("1000", "1001", "1005", "1006");

    @Test
    void everyCodeThatTheGuardSendsIsDocumentedAndNoOther() throws IOException {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        new WebSocketCensus(metrics);
        Set<String> expected = metrics.get("parvis.websocket.faults").counters().stream()
                .map(counter -> String.valueOf(counter.getId().getTag("code")))
                .collect(Collectors.toCollection(TreeSet::new));
        expected.addAll(WORDLESS);

        assertThat(documented()).isEqualTo(expected);
    }

    private static Set<String> documented() throws IOException {
        Path document = Path.of(System.getProperty("parvis.root", ".."), "docs", "protocol.md");
        return Files.readAllLines(document).stream()
                .dropWhile(line -> !line.equals("### Close codes of WebSocket"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.matches("\\| *1\\d{3}.*(never|resume).*"))
                .flatMap(line -> Arrays.stream(line.split("\\|", -1)[1].split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
