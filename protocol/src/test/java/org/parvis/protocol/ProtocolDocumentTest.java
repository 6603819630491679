package org.parvis.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.close.CloseRules;
import org.parvis.protocol.close.RefusalRules;
import org.parvis.protocol.close.RetryRule;
import org.parvis.protocol.pose.CellUpdateReader;
import org.parvis.protocol.pose.FrameReader;
import org.parvis.protocol.quantise.CellGrid;
import org.parvis.protocol.quantise.CellPose;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.RefusalCode;

/** What docs/protocol.md tells is what the code does: tables of endings and the worked example. */
final class ProtocolDocumentTest {

    private static String document = "";

    @BeforeAll
    static void read() throws IOException {
        document = Files.readString(Path.of(System.getProperty("parvis.root", ".."), "docs", "protocol.md"));
    }

    @Test
    @Tag("A34")
    void everyCloseReasonHasItsRowWithCodeRetryRuleAndTextKey() {
        Map<String, List<String>> rows = rows("CLOSE_REASON_");
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (CloseReason reason : CloseReason.values()) {
            if (reason != CloseReason.UNRECOGNIZED) {
                RetryRule rule = CloseRules.of(reason);
                expected.put(
                        reason.name(), List.of(Integer.toString(CloseRules.code(reason)), words(rule), rule.textKey()));
            }
        }
        assertThat(rows).containsExactlyEntriesOf(expected);
    }

    @Test
    @Tag("A34")
    void everyRefusalHasItsRowWithNumberRetryRuleAndTextKey() {
        Map<String, List<String>> rows = rows("REFUSAL_CODE_");
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (RefusalCode code : RefusalCode.values()) {
            if (code != RefusalCode.UNRECOGNIZED) {
                RetryRule rule = RefusalRules.of(code);
                expected.put(code.name(), List.of(Integer.toString(code.getNumber()), words(rule), rule.textKey()));
            }
        }
        assertThat(rows).containsExactlyEntriesOf(expected);
    }

    @Test
    void everyActionCodeHasItsRow() {
        List<String> expected = Arrays.stream(ActionCode.values())
                .filter(code -> code != ActionCode.UNRECOGNIZED)
                .map(code -> code.getNumber() + " " + code.name())
                .toList();
        List<String> rows = new ArrayList<>();
        tableRows("ACTION_CODE_").forEach(cells -> rows.add(cells.get(0) + " " + unquoted(cells.get(1))));
        assertThat(rows).isEqualTo(expected);
    }

    @Test
    @Tag("A34")
    void textKeysFollowFromTheNames() {
        for (CloseReason reason : CloseReason.values()) {
            assertKey(CloseRules.of(reason), "close.", "CLOSE_REASON_", reason.name());
        }
        for (RefusalCode code : RefusalCode.values()) {
            assertKey(RefusalRules.of(code), "refusal.", "REFUSAL_CODE_", code.name());
        }
    }

    private static void assertKey(RetryRule rule, String room, String prefix, String name) {
        String known = name.equals("UNRECOGNIZED") ? prefix + "UNSPECIFIED" : name;
        String key = known.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(rule.textKey()).isEqualTo(room + key);
    }

    @Test
    void farewellsAndRefusalsCarryTheirRule() {
        for (CloseReason reason : CloseReason.values()) {
            if (reason == CloseReason.UNRECOGNIZED) {
                continue;
            }
            RetryRule rule = CloseRules.of(reason);
            var farewell = CloseRules.farewell(reason, "Bye.").getFarewell();
            assertThat(farewell.hasRetryAfterMs()).isEqualTo(rule.mayRetry());
            assertThat(farewell.getMayResume()).isEqualTo(rule.mayResume());
        }
        var refusal = RefusalRules.refusal(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED, "Join anew.")
                .getRefusal();
        assertThat(refusal.hasRetryAfterMs()).isTrue();
        assertThat(refusal.getRetryAfterMs()).isZero();
        assertThat(RefusalRules.refusal(RefusalCode.REFUSAL_CODE_BAD_NAME, "No.")
                        .getRefusal()
                        .hasRetryAfterMs())
                .isFalse();
    }

    @Test
    void theWorkedFrameDecodesAsTold() {
        String hex = "0a0f08d209120a08db0a12052a00883e40";
        assertThat(document).contains(hex);
        byte[] message = HexFormat.of().parseHex(hex);
        CellGrid grid = new CellGrid(-7_200, -5_450, 3, 2, 2);
        FrameReader frame = new FrameReader();
        CellUpdateReader update = new CellUpdateReader();

        assertThat(frame.wrapMessage(message, 0, message.length)).isTrue();
        assertThat(frame.tick()).isEqualTo(1234);
        assertThat(frame.nextCell(update)).isTrue();
        assertThat(update.nextPose()).isTrue();
        assertThat(update.poseAvatar()).isEqualTo(42);
        assertThat(grid.minX(update.cell())).isEqualTo(-8);
        assertThat(grid.minZ(update.cell())).isEqualTo(25.5);
        assertThat(String.format("%.4f", CellPose.decodeX(grid, update.cell(), update.packedPose())))
                .isEqualTo("0.0024");
        assertThat(String.format("%.4f", CellPose.decodeZ(grid, update.cell(), update.packedPose())))
                .isEqualTo("28.3853");
        assertThat(CellPose.yawCode(update.packedPose())).isEqualTo(64);
    }

    @Test
    void theWorkedStatesDecodeAsTold() {
        assertThat(document).contains("05 32 d804").contains("01 41 01");
        byte[] bytes = HexFormat.of().parseHex("1a07" + "0532d804" + "014101");
        CellUpdateReader update = new CellUpdateReader();
        update.wrap(bytes, 0, bytes.length);

        assertThat(update.nextState()).isTrue();
        assertThat(update.stateAvatar()).isEqualTo(5);
        assertThat(update.heightCm()).isEqualTo(300);
        assertThat(update.nextState()).isTrue();
        assertThat(update.stateAvatar()).isEqualTo(6);
        assertThat(update.emote()).isEqualTo(1);
        assertThat(update.nextState()).isFalse();
    }

    private static String words(RetryRule rule) {
        if (!rule.mayRetry()) {
            return "never";
        }
        return (rule.mayResume() ? "resume" : "join") + " after " + rule.retryAfterMs() / 1_000 + " s";
    }

    /** Rows of the table of endings: name to code, retry rule and text key. */
    private static Map<String, List<String>> rows(String prefix) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (List<String> cells : tableRows(prefix)) {
            rows.put(unquoted(cells.get(1)), List.of(cells.get(0), cells.get(3), unquoted(cells.get(4))));
        }
        return rows;
    }

    private static List<List<String>> tableRows(String prefix) {
        return document.lines()
                .filter(line -> line.matches("\\| *\\d+ \\| `" + prefix + ".*"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static String unquoted(String cell) {
        return cell.replace("`", "");
    }
}
