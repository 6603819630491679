package org.parvis.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.server.app.ServerProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The client in plain Node, written from docs/protocol.md alone, walks in the live server. Needs Node and npm; where
 * they are missing the test is reported as skipped, with the reason.
 */
final class PlainNodeClientIT {
    private static final Path ROOT = Path.of(System.getProperty("parvis.root", ".."));
    private static final Path CLIENT = ROOT.resolve("protocol/src/test/node");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long PATIENCE_S = 60;

    @TempDir
    private Path folder;

    @Test
    void twoClientsWrittenFromTheDocumentSeeEachOtherWhereTheyAre() throws Exception {
        Path client = installedClient();
        try (ServerProcess server = ServerProcess.start(
                folder, "--port", "0", "--host", "127.0.0.1", "--venue", "show-floor", "--guests", "anonymous")) {
            server.awaitReady();
            String url = server.address("/v1/join").toString().replaceFirst("^http", "ws");
            Process ana = node(client, "ana.txt", "--url", url, "--name", "Ana", "--side", "2", "--linger", "4");
            Process ben = node(
                    client, "ben.txt", "--url", url, "--name", "Ben", "--side", "1", "--linger", "3", "--say", "Hola");
            try {
                assertThat(ended(ben)).as("exit code, %s", told("ben.txt")).isZero();
                assertThat(ended(ana)).as("exit code, %s", told("ana.txt")).isZero();
            } finally {
                ana.destroyForcibly();
                ben.destroyForcibly();
            }
        }

        List<JsonNode> ana = told("ana.txt");
        List<JsonNode> ben = told("ben.txt");
        assertOwnPlaceIsShown(ana);
        assertOwnPlaceIsShown(ben);
        assertThat(events(ana, "introduced"))
                .anyMatch(told -> text(told, "name").equals("Ben"));
        assertThat(events(ben, "introduced"))
                .anyMatch(told -> text(told, "name").equals("Ana"));
        assertThat(events(ana, "sees"))
                .anySatisfy(seen -> assertThat(seen.get("others"))
                        .anyMatch(other -> text(other, "name").equals("Ben")));
        assertThat(events(ben, "reply"))
                .singleElement()
                .satisfies(reply -> assertThat(List.of(
                                reply.get("id").asInt(), reply.get("code").asInt()))
                        .containsExactly(1, ActionCode.ACTION_CODE_DONE_VALUE));
        assertThat(events(ana, "chat"))
                .singleElement()
                .satisfies(heard -> assertThat(List.of(text(heard, "name"), text(heard, "text")))
                        .containsExactly("Ben", "Hola"));
        assertThat(last(events(ana, "end")).get("code").asInt()).isEqualTo(4001);
    }

    private static void assertOwnPlaceIsShown(List<JsonNode> told) {
        JsonNode seen = last(events(told, "sees"));
        JsonNode shown = seen.get("shown");
        assertThat(shown).as("own avatar in the frames").isNotNull();
        assertThat(shown.get("x").asDouble()).isCloseTo(seen.get("x").asDouble(), within(0.3));
        assertThat(shown.get("z").asDouble()).isCloseTo(seen.get("z").asDouble(), within(0.3));
    }

    private static List<JsonNode> events(List<JsonNode> told, String event) {
        return told.stream().filter(line -> text(line, "event").equals(event)).toList();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static <T> T last(List<T> list) {
        assertThat(list).isNotEmpty();
        return list.get(list.size() - 1);
    }

    /** A copy of the client with its one library beside it, so that the working tree stays clean. */
    private static Path installedClient() throws IOException, InterruptedException {
        Path copy = Files.createDirectories(ROOT.resolve("server/target/plain-node-client"));
        try (var files = Files.newDirectoryStream(CLIENT, "*.{mjs,json}")) {
            for (Path file : files) {
                Files.writeString(copy.resolve(file.getFileName()), Files.readString(file));
            }
        }
        Path log = copy.resolve("install.log");
        try {
            Process install = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(copy.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean done = install.waitFor(PATIENCE_S, TimeUnit.SECONDS);
            install.destroyForcibly();
            assumeTrue(
                    done && install.exitValue() == 0,
                    () -> "the client's protobuf library could not be fetched; see " + log);
        } catch (IOException notFound) {
            assumeTrue(false, "Node and npm are not installed, so the plain client cannot run");
        }
        return copy;
    }

    private Process node(Path client, String output, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("node", client.resolve("client.mjs").toString()));
        command.addAll(List.of(
                "--proto",
                ROOT.resolve("protocol/src/main/proto").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(output).toFile())
                .start();
    }

    private static int ended(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS))
                .as("ended in time")
                .isTrue();
        return process.exitValue();
    }

    private List<JsonNode> told(String output) throws IOException {
        try (var lines = Files.lines(folder.resolve(output))) {
            return lines.filter(line -> line.startsWith("{"))
                    .map(JSON::readTree)
                    .toList();
        }
    }
}
