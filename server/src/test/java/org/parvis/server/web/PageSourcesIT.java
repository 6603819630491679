package org.parvis.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page's TypeScript: its types, its unit tests, and the classes generated from the wire's schema. */
@Tag(Tools.PAGE)
final class PageSourcesIT {
    @BeforeEach
    void installTools() throws Exception {
        Tools.node();
        Tools.npm();
        Tools.install();
    }

    @Test
    void typesAreSound() throws Exception {
        Tools.run(Map.of(), Tools.npm().toString(), "run", "--silent", "check");
    }

    @Test
    @Tag("A7")
    @Tag("A9")
    @Tag("A10")
    @Tag("A12")
    void unitTestsPass() throws Exception {
        String said = Tools.run(Map.of(), Tools.npm().toString(), "run", "--silent", "unit");

        assertThat(said).containsPattern("# pass [1-9][0-9]").contains("# fail 0");
    }

    @Test
    void generatedClassesMatchTheSchema() throws Exception {
        assertThat(Tools.run(Map.of(), Tools.npm().toString(), "run", "--silent", "generated"))
                .contains("generated files match the schema");
    }
}
