package org.parvis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.pose.FrameReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Seeds of the wire are made of the protocol's golden vectors, which the real encoders wrote. When the protocol grows, write them anew: {@code mvn -pl fuzz -am test -Dtest=SeedsTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dparvis.seeds.write=true}. Inputs beside them, such as those that found a
 * fault, are left alone; seeds of files were written by hand.
 */
class SeedsTest {
    private static final String WRITE = "parvis.seeds.write";
    private static final Path ROOT = Path.of(System.getProperty("parvis.root", ".."));
    private static final Path VECTORS = ROOT.resolve("protocol/src/test/resources/vectors");
    private static final Path SEEDS = ROOT.resolve("fuzz/src/test/resources/org/parvis/fuzz");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_MESSAGE_BYTES = 255;

    private static Map<String, byte[]> seeds() throws IOException {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        addClientMessages(seeds);
        addFrames(seeds);
        return seeds;
    }

    private static void addClientMessages(Map<String, byte[]> seeds) throws IOException {
        ByteArrayOutputStream visit = new ByteArrayOutputStream();
        ByteArrayOutputStream socket = new ByteArrayOutputStream();
        socket.write(100);
        for (JsonNode entry : JSON.readTree(Files.readString(VECTORS.resolve("client_messages.json")))
                .get("messages")) {
            String name = entry.get("name").stringValue().replace(' ', '-');
            byte[] message = bytes(entry);
            boolean hello = entry.get("message").has("hello");
            if (entry.get("message").has("move")) {
                seeds.put("MoveReaderFuzzTestInputs/readsWhatTheGeneratedParserReadsOrRefuses/" + name, message);
            }
            seeds.put("SessionFuzzTestInputs/firstMessageIsAnswered/" + name, message);
            if (!hello && !entry.get("message").has("leave") && message.length <= MOST_MESSAGE_BYTES) {
                visit.write(message.length);
                visit.writeBytes(message);
                visit.write(0);
                socket.writeBytes(masked(message));
            }
        }
        seeds.put("SessionFuzzTestInputs/messagesAreObeyedOrEndTheConnection/visit", visit.toByteArray());
        seeds.put("SessionFuzzTestInputs/bytesAreFramesOrEndTheConnection/visit", socket.toByteArray());
        seeds.put(
                "SessionFuzzTestInputs/bytesAreFramesOrEndTheConnection/ping-fragments-close",
                HexFormat.of()
                        .parseHex("02" + "898100000000aa" + "028100000000" + "08" + "808100000000" + "01"
                                + "88820000000003e8"));
    }

    /** A message in a WebSocket frame, as a client sends it. */
    private static byte[] masked(byte[] message) {
        byte[] head = message.length <= 125
                ? new byte[] {(byte) 0x82, (byte) (0x80 | message.length), 1, 2, 3, 4}
                : new byte[] {(byte) 0x82, (byte) 0xFE, 0, (byte) message.length, 1, 2, 3, 4};
        byte[] payload = message.clone();
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= (byte) (1 + i % 4);
        }
        return joined(head, payload);
    }

    private static void addFrames(Map<String, byte[]> seeds) throws IOException {
        for (JsonNode entry :
                JSON.readTree(Files.readString(VECTORS.resolve("frames.json"))).get("frames")) {
            String name = entry.get("name").stringValue().replace(' ', '-').replace(",", "");
            byte[] message = bytes(entry);
            seeds.put("FrameFuzzTestInputs/messageIsReadOrRefused/" + name, message);
            assertThat(new FrameReader().wrapMessage(message, 0, message.length))
                    .isTrue();
        }
        seeds.put(
                "FrameFuzzTestInputs/cellUpdateIsReadOrRefused/every-section",
                HexFormat.of()
                        .parseHex("0805" + "120a" + "05aabbccdd" + "0211223344" + "1a05" + "036129" + "02" + "02"
                                + "2202" + "0801" + "2801"));
        seeds.put(
                "ByteCursorFuzzTestInputs/readsWhatProtobufReadsOrRefuses/one-of-each",
                HexFormat.of()
                        .parseHex("0a" + "00010203040506070806" + "aa" + "11223344" + "ffffffffffffffffff01"
                                + "ffffffff0f" + "ffffffff07" + "d00f" + "0a" + "12020101" + "03010203" + "2a"));
    }

    private static byte[] bytes(JsonNode entry) {
        return HexFormat.of().parseHex(entry.get("hex").stringValue());
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @BeforeAll
    static void writeAnewWhenAsked() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            for (Map.Entry<String, byte[]> seed : seeds().entrySet()) {
                Path file = SEEDS.resolve(seed.getKey());
                Files.createDirectories(file.getParent());
                Files.write(file, seed.getValue());
            }
        }
    }

    @Test
    void theCommittedSeedsAreWhatTheEncodersWrite() throws IOException {
        for (Map.Entry<String, byte[]> seed : seeds().entrySet()) {
            assertThat(SEEDS.resolve(seed.getKey())).as(seed.getKey()).hasBinaryContent(seed.getValue());
        }
    }

    @Test
    void everyTargetHasSeeds() {
        for (Class<?> target : List.of(
                ApiFuzzTest.class,
                BundleFuzzTest.class,
                ByteCursorFuzzTest.class,
                ConfigFuzzTest.class,
                FrameFuzzTest.class,
                HttpFuzzTest.class,
                ImportFuzzTest.class,
                MoveReaderFuzzTest.class,
                ScenarioFuzzTest.class,
                SessionFuzzTest.class)) {
            for (Method method : target.getDeclaredMethods()) {
                if (method.isAnnotationPresent(FuzzTest.class)) {
                    Path folder =
                            SEEDS.resolve(target.getSimpleName() + "Inputs").resolve(method.getName());
                    assertThat(folder).isNotEmptyDirectory();
                }
            }
        }
    }
}
