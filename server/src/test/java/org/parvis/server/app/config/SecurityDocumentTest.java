package org.parvis.server.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.parvis.server.gateway.ShellConfig;
import org.parvis.server.gateway.session.SessionConfig;
import org.parvis.server.gateway.socket.Liveness;
import org.parvis.server.gateway.socket.WebSocketRules;
import org.parvis.server.http.HttpLimits;
import org.parvis.server.peer.AddressBudgets;

/** The table of limits in the reviewer's document is what the program does; the tests it names exist. */
final class SecurityDocumentTest {
    private static final Path ROOT = Path.of(System.getProperty("parvis.root", ".."));
    private static final String DERIVED = "half of it";

    private static List<String> document() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/security.md"));
    }

    @Test
    void everyLimitIsAsTold() throws IOException {
        Map<String, String> actual = constants();
        for (Key key : Key.values()) {
            actual.put(key.text(), key.defaultText);
        }
        List<String> lines = document();
        int head = lines.indexOf("| limit | value | set by |");
        List<String> rows = lines.stream()
                .skip(head + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(head).isPositive();
        assertThat(rows).hasSizeGreaterThan(25);
        for (String row : rows) {
            String[] cells = row.split(" *\\| *", -1);
            String source = cells[3].replace("`", "");
            assertThat(actual).as(row).containsKey(source);
            assertThat(cells[2]).as(row).isIn(actual.get(source), DERIVED);
        }
        assertThat(String.join("\n", rows)).contains(constants().keySet());
    }

    private static Map<String, String> constants() {
        Map<String, String> constants = new LinkedHashMap<>();
        HttpLimits http = HttpLimits.DEFAULT;
        constants.put("HttpLimits.maxUriBytes", text(http.maxUriBytes()));
        constants.put("HttpLimits.maxHeaderBytes", text(http.maxHeaderBytes()));
        constants.put("HttpLimits.maxBodyBytes", text(http.maxBodyBytes()));
        constants.put("HttpLimits.pipelinedRequests", text(http.pipelinedRequests()));
        constants.put("HttpLimits.writeStallMs", text(http.writeStallMs()));
        constants.put("ShellConfig.Rates.BURST_S", text(ShellConfig.Rates.BURST_S));
        constants.put("AddressBudgets.MOST_ADDRESSES", text(AddressBudgets.MOST_ADDRESSES));
        constants.put("WebSocketRules.maxMessageBytes", text(WebSocketRules.PLAYERS.maxMessageBytes()));
        constants.put("Liveness.pingEveryMs", text(Liveness.DEFAULT.pingEveryMs()));
        constants.put("Liveness.missedAfterMs", text(Liveness.DEFAULT.missedAfterMs()));
        WebSocketRules.Fragments fragments = WebSocketRules.PLAYERS.fragments();
        constants.put("WebSocketRules.Fragments.inFiveSeconds", text(fragments.inFiveSeconds()));
        constants.put("WebSocketRules.Fragments.lastWithinMs", text(fragments.lastWithinMs()));
        constants.put("Liveness.deadAfterMs", text(Liveness.DEFAULT.deadAfterMs()));
        constants.put("Liveness.awayDeadAfterMs", text(Liveness.DEFAULT.awayDeadAfterMs()));
        SessionConfig sessions = SessionConfig.DEFAULT;
        constants.put(
                "SessionConfig.moves",
                text(Math.round(sessions.budgets().moves().perSecond())));
        constants.put(
                "SessionConfig.actions",
                text(Math.round(sessions.budgets().actions().perSecond())));
        constants.put(
                "SessionConfig.pings",
                text(Math.round(sessions.budgets().pings().perSecond())));
        constants.put("SessionConfig.sendBufferBytes", text(sessions.sendBufferBytes()));
        constants.put("SessionConfig.mailBytes", text(sessions.mailBytes()));
        constants.put("SessionConfig.slowGraceMs", text(sessions.slowGraceMs()));
        return constants;
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    /** A claim whose proof was renamed or removed is a claim without proof. */
    @Test
    void testsThatProveClaimsExist() throws IOException {
        List<String> named = document().stream()
                .flatMap(line -> Arrays.stream(line.split("`", -1)))
                .filter(word -> word.matches("[A-Z][A-Za-z]+(Test|IT)(\\.[A-Za-z]+)?"))
                .distinct()
                .toList();

        assertThat(named).hasSizeGreaterThan(10);
        for (String name : named) {
            String[] parts = name.split("\\.", -1);
            Path file = find(parts[0]);
            if (parts.length > 1) {
                assertThat(Files.readString(file)).as(name).contains("void " + parts[1] + "(");
            }
        }
    }

    private static Path find(String type) throws IOException {
        for (String module : List.of("server", "world-data", "protocol", "fuzz")) {
            try (var files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                Optional<Path> found = files.filter(
                                file -> file.getFileName().toString().equals(type + ".java"))
                        .findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new AssertionError("no test called " + type);
    }
}
