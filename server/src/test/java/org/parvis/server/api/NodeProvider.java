package org.parvis.server.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.parvis.server.testing.NodePackage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The certified provider of npm, as a process. Where Node or npm is missing the test is skipped, with the reason. */
final class NodeProvider implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final Path output;

    private NodeProvider(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static NodeProvider start(URI redirect) throws IOException, InterruptedException {
        Path installed = NodePackage.installed("oidc", "provider.mjs");
        Path output = Files.createTempFile(installed, "provider", ".txt");
        Process process = new ProcessBuilder("node", "provider.mjs", "--redirect", redirect.toString())
                .directory(installed.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        NodeProvider provider = new NodeProvider(process, output);
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() || provider.said("issuer").size() == 1);
        if (!process.isAlive()) {
            throw new AssertionError("The provider ended: " + process.exitValue());
        }
        return provider;
    }

    URI issuer() {
        return URI.create(said("issuer").get(0));
    }

    /** The paths that were asked for so far. */
    List<String> asked() {
        return said("asked");
    }

    private List<String> said(String field) {
        try {
            return Files.readAllLines(output).stream()
                    .filter(line -> line.startsWith("{") && line.endsWith("}"))
                    .map(JSON::readTree)
                    .filter(line -> line.has(field))
                    .map((JsonNode line) -> line.path(field).asString(""))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("Cannot read " + output, e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(output);
    }
}
