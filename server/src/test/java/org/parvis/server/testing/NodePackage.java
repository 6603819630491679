package org.parvis.server.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of {@code server/src/test/node} that tests let run. Where Node or npm is missing tests are skipped. */
public final class NodePackage {
    private static final Path ROOT = Path.of(System.getProperty("parvis.root", ".."));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private NodePackage() {}

    /** A copy with its libraries beside it, so that the working tree stays clean. */
    public static Path installed(String name, String program) throws IOException, InterruptedException {
        Path sources = ROOT.resolve("server/src/test/node").resolve(name);
        Path copy = Files.createDirectories(ROOT.resolve("server/target/node").resolve(name));
        boolean same = true;
        for (String file : List.of("package.json", "package-lock.json", program)) {
            String text = Files.readString(sources.resolve(file));
            Path target = copy.resolve(file);
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
            assumeTrue(done && npm.exitValue() == 0, "npm packages could not be fetched; see " + copy);
        } catch (IOException notFound) {
            assumeTrue(false, "Node and npm are not installed, so " + copy.getFileName() + " cannot run");
        }
    }
}
