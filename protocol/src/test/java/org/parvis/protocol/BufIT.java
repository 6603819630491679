package org.parvis.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.protocol.ExternalTool.Outcome;

/**
 * Buf's opinion of the schema: style, a comment on everything, and no change that breaks released clients. Needs Node
 * and npm; where they or the package are missing the tests are reported as skipped, with the reason.
 */
final class BufIT {

    private static final Path PROTOCOL =
            Path.of(System.getProperty("parvis.root", "..")).resolve("protocol");
    private static final String BASELINE = "src/test/resources/baseline/parvis-v1.binpb";

    private static Path buf = Path.of("buf");

    @BeforeAll
    static void installBuf() throws IOException {
        assumeTrue(ExternalTool.isInstalled("node"), "Node is not installed, so buf cannot check the schema");
        assumeTrue(ExternalTool.isInstalled("npm"), "npm is not installed, so buf cannot be fetched");
        Path tools = Files.createDirectories(PROTOCOL.resolve("target").resolve("buf"));
        for (String file : new String[] {"package.json", "package-lock.json"}) {
            Files.copy(PROTOCOL.resolve(file), tools.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        // Not "npm ci": it insists on a lock entry for every platform that buf is built for.
        Outcome install = ExternalTool.run(
                tools, List.of("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"));
        assumeTrue(install.exitCode() == 0, () -> "buf could not be fetched from npm: " + install.output());
        buf = tools.resolve("node_modules").resolve(".bin").resolve("buf").toAbsolutePath();
    }

    @Test
    void theSchemaKeepsToTheStyleAndEverythingIsCommented() throws IOException {
        Outcome lint = ExternalTool.run(PROTOCOL, List.of(buf.toString(), "lint"));

        assertThat(lint.output()).isEmpty();
        assertThat(lint.exitCode()).isZero();
    }

    @Test
    @Tag("A51")
    void theSchemaStillServesClientsOfTheBaseline() throws IOException {
        Outcome breaking = ExternalTool.run(PROTOCOL, List.of(buf.toString(), "breaking", "--against", BASELINE));

        assertThat(breaking.output()).isEmpty();
        assertThat(breaking.exitCode()).isZero();
    }

    @Test
    @Tag("A51")
    void aMovedFieldNumberIsCaught(@TempDir Path copy) throws IOException {
        Path schema = copy.resolve("src/main/proto/parvis/v1");
        Files.createDirectories(schema);
        Files.copy(PROTOCOL.resolve("buf.yaml"), copy.resolve("buf.yaml"));
        try (var files = Files.newDirectoryStream(PROTOCOL.resolve("src/main/proto/parvis/v1"))) {
            for (Path file : files) {
                String text = Files.readString(file).replace("uint32 yaw = 4", "uint32 yaw = 14");
                Files.writeString(schema.resolve(file.getFileName()), text);
            }
        }

        Outcome breaking =
                ExternalTool.run(PROTOCOL, List.of(buf.toString(), "breaking", copy.toString(), "--against", BASELINE));

        assertThat(breaking.exitCode()).isEqualTo(100);
        assertThat(breaking.output()).contains("Place").contains("yaw");
    }
}
