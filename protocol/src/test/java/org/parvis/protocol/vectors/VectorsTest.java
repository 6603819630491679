package org.parvis.protocol.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.ServerMessage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The committed vectors are what the code writes. When the protocol grows, write them anew and look at the change:
 * {@code mvn -pl protocol test -Dtest=VectorsTest -Dparvis.vectors.write=true}. Existing entries must stay as they
 * are, since clients in the field were built against them.
 */
final class VectorsTest {

    private static final String WRITE = "parvis.vectors.write";

    private static final Path DIRECTORY =
            Path.of(System.getProperty("parvis.root", ".."), "protocol", "src", "test", "resources", "vectors");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static Map<String, ObjectNode> files() {
        Map<String, ObjectNode> files = new LinkedHashMap<>();
        files.put("numbers.json", QuantiseVectors.numbers());
        files.put("cells.json", QuantiseVectors.cells());
        files.put("poses.json", QuantiseVectors.poses());
        files.put("frames.json", FrameVectors.frames());
        files.put("malformed_frames.json", FrameVectors.malformed());
        files.put("client_messages.json", MessageVectors.client());
        files.put("server_messages.json", MessageVectors.server());
        return files;
    }

    @BeforeAll
    static void writeAnewWhenAsked() throws IOException {
        if (!Boolean.getBoolean(WRITE)) {
            return;
        }
        Files.createDirectories(DIRECTORY);
        for (var file : files().entrySet()) {
            Files.writeString(DIRECTORY.resolve(file.getKey()), JSON.writeValueAsString(file.getValue()) + "\n");
        }
    }

    @Test
    void theCommittedVectorsAreWhatTheCodeWrites() throws IOException {
        Map<String, JsonNode> committed = new TreeMap<>();
        try (var paths = Files.newDirectoryStream(DIRECTORY, "*.json")) {
            for (Path path : paths) {
                committed.put(path.getFileName().toString(), JSON.readTree(Files.readString(path)));
            }
        }
        assertThat(committed).containsOnlyKeys(files().keySet());
        for (var file : files().entrySet()) {
            // Through text, so that both sides hold numbers of the same types.
            JsonNode written = JSON.readTree(JSON.writeValueAsString(file.getValue()));
            assertThat(committed.get(file.getKey())).as(file.getKey()).isEqualTo(written);
        }
    }

    @Test
    void everyKindOfMessageHasAVector() throws IOException {
        JsonNode client = JSON.readTree(Files.readString(DIRECTORY.resolve("client_messages.json")));
        for (var kind : ClientMessage.getDescriptor().getOneofs().get(0).getFields()) {
            assertThat(client.get("messages"))
                    .anyMatch(entry -> entry.get("message").has(kind.getJsonName()));
        }
        JsonNode server = JSON.readTree(Files.readString(DIRECTORY.resolve("server_messages.json")));
        for (var kind : ServerMessage.getDescriptor().getOneofs().get(0).getFields()) {
            if (kind.getNumber() != ServerMessage.FRAME_FIELD_NUMBER) {
                assertThat(server.get("messages"))
                        .anyMatch(entry -> entry.get("message").has(kind.getJsonName()));
            }
        }
    }
}
