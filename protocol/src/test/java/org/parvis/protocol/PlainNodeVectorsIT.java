package org.parvis.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.ExternalTool.Outcome;

/** The plain Node client, which shares no code with ours, reads the golden vectors as we do. */
final class PlainNodeVectorsIT {

    private static final Path CLIENT =
            Path.of(System.getProperty("parvis.root", ".."), "protocol", "src", "test", "node");

    @Test
    void anIndependentReaderAgreesWithTheVectors() throws IOException {
        assumeTrue(ExternalTool.isInstalled("node"), "Node is not installed, so its client cannot read the vectors");

        Outcome outcome = ExternalTool.run(CLIENT, List.of("node", "--test", "vectors.test.mjs"));

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }
}
