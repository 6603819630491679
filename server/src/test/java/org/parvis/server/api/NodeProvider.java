package org.parvis.server.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The certified provider of npm, as a process. Where Node or npm is missing the test is skipped, with the reason. */
final class NodeProvider implements AutoCloseable {
    private static final Path ROOT = Path.of(System.getProperty("parvis.root", ".."));
    private static final Path SOURCES = ROOT.resolve("server/src/test/node/oidc");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final Path output;

    private NodeProvider(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static NodeProvider start(URI redirect) throws IOException, InterruptedException {
        Path installed = installed();
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

    /** A copy with its libraries beside it, so that the working tree stays clean. */
    private static Path installed() throws IOException, InterruptedException {
        Path copy = Files.createDirectories(ROOT.resolve("server/target/oidc-provider"));
        boolean same = true;
        for (String name : List.of("package.json", "package-lock.json", "provider.mjs")) {
            String text = Files.readString(SOURCES.resolve(name));
            Path target = copy.resolve(name);
            same &= Files.exists(target) && Files.readString(target).equals(text);
            Files.writeString(target, text);
        }
        if (!same || !Files.exists(copy.resolve("node_modules"))) {
            install(copy);
        }
        return copy;
    }

    private static void install(Path copy) throws IOException, InterruptedException {
        try {
            Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(copy.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(copy.resolve("install.log").toFile())
                    .start();
            boolean done = npm.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            npm.destroyForcibly();
            assumeTrue(done && npm.exitValue() == 0, "oidc-provider could not be fetched; see " + copy);
        } catch (IOException notFound) {
            assumeTrue(false, "Node and npm are not installed, so the provider cannot run");
        }
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
