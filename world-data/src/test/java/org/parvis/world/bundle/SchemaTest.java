package org.parvis.world.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The published schema and the reader must agree. */
public class SchemaTest {
    /** Fails when a JSON file of the bundle does not fit its schema. */
    public static void assertFits(LoadedVenue loaded) throws Exception {
        for (BundleFile file : loaded.files()) {
            assertThat(errors(file.path(), new String(file.bytes(), StandardCharsets.UTF_8)))
                    .as(loaded.venue().id() + " " + file.path())
                    .isEmpty();
        }
    }

    private static java.util.List<String> errors(String file, String json) throws Exception {
        String schema = "/schema/" + file.replace(".json", ".schema.json");
        try (InputStream in = SchemaTest.class.getResourceAsStream(schema)) {
            assertThat(in).as(schema).isNotNull();
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in)
                    .validate(json, InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .limit(5)
                    .toList();
        }
    }

    @Test
    void builtInVenueFitsTheSchema() throws Exception {
        assertFits(VenueSource.resolve("plaza-mayor").open());
    }

    @Test
    void schemaRefusesWhatTheReaderRefuses() throws Exception {
        assertThat(errors("venue.json", "{\"format\": \"parvis-venue/1\", \"tytle\": {}}"))
                .isNotEmpty();
        assertThat(errors("buildings.json", "{\"buildings\": [{\"id\": \"a\", \"heightM\": -1, \"outer\": [0, 0]}]}"))
                .isNotEmpty();
        assertThat(errors("meshes.json", "{\"meshes\": [{\"id\": \"a\", \"kind\": \"cloud\"}]}"))
                .isNotEmpty();
    }
}
