package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code docs/api/openapi.yaml}, held against what the server really answers. Any thread. */
final class Contract {
    private static final Path FILE = Path.of(System.getProperty("parvis.root", ".."), "docs", "api", "openapi.yaml");
    private static final Contract LOADED = new Contract();

    private final JsonNode document = read();
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    static Contract get() {
        return LOADED;
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every operation, as {@code GET /v1/me}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().propertyStream().forEach(operation -> {
                    if (!operation.getKey().equals("parameters")) {
                        operations.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    /** Fails unless the status is documented for the request, and the body fits. */
    void check(HttpResponse<String> answer) {
        String path = answer.uri().getPath();
        String method = answer.request().method().toLowerCase(Locale.ROOT);
        JsonNode operation = document.path("paths").properties().stream()
                .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[a-z]+}", "[^/:]+")))
                .map(entry -> entry.getValue().path(method))
                .filter(found -> !found.isMissingNode())
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not in the contract: " + method + " " + path));
        JsonNode response = resolved(operation.path("responses").path(Integer.toString(answer.statusCode())));
        assertThat(response.isMissingNode())
                .as(method + " " + path + " answers an undocumented " + answer.statusCode())
                .isFalse();
        response.path("headers")
                .propertyNames()
                .forEach(header -> assertThat(answer.headers().firstValue(header))
                        .as(method + " " + path + " " + answer.statusCode() + " has the header " + header)
                        .isPresent());
        JsonNode content = response.path("content");
        assertThat(answer.body().isEmpty())
                .as(method + " " + path + " has a body")
                .isEqualTo(content.isMissingNode());
        if (!content.isMissingNode()) {
            String type = answer.headers().firstValue("content-type").orElse("");
            JsonNode schema = content.path(type).path("schema");
            assertThat(schema.isMissingNode()).as(type + " is documented").isFalse();
            assertThat(schema(schema).validate(JsonMapper.shared().readTree(answer.body())))
                    .as(method + " " + path + "\n" + answer.body())
                    .isEmpty();
        }
    }

    /** Components that bodies are made of and that have no example, or one that does not fit. */
    List<String> faultsOfExamples() {
        List<String> faults = new ArrayList<>();
        Set<String> bodies = new TreeSet<>();
        for (String part : List.of("paths", "webhooks", "components")) {
            document.path(part)
                    .findValues("content")
                    .forEach(content -> content.forEach(type -> {
                        String name = type.path("schema").path("$ref").asString("");
                        if (!name.isEmpty()) {
                            bodies.add(name);
                        }
                    }));
        }
        assertThat(bodies).hasSizeGreaterThan(30);
        for (String name : bodies) {
            JsonNode component = document.at(name.substring(1));
            if (component.path("examples").isEmpty()) {
                faults.add(name + " has no example");
            }
            component
                    .path("examples")
                    .forEach(example ->
                            schema(component).validate(example).forEach(fault -> faults.add(name + ": " + fault)));
        }
        return faults;
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /** A schema with the components it refers to. */
    private Schema schema(JsonNode schema) {
        return schemas.computeIfAbsent(schema.toString(), key -> {
            ObjectNode whole = (ObjectNode) schema.deepCopy();
            whole.set("$defs", document.path("components").path("schemas"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(whole.toString().replace("#/components/schemas/", "#/$defs/"));
        });
    }
}
