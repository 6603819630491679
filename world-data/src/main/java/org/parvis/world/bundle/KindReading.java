package org.parvis.world.bundle;

import java.util.Optional;
import java.util.Set;
import org.parvis.world.FixtureKind;
import org.parvis.world.KindProperties;
import org.parvis.world.Labelled;
import org.parvis.world.ZoneKind;
import org.parvis.world.fault.Faults;
import org.parvis.world.fault.Words;
import org.parvis.world.json.Fields;
import org.parvis.world.json.JsonTree;
import org.parvis.world.kind.KindRegistry;
import org.parvis.world.kind.PropertiesReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads kinds of zones and fixtures with their properties; kinds nobody registered become warnings. */
final class KindReading {
    private final KindRegistry registry;
    private final Faults faults;
    private final Faults warnings;

    KindReading(KindRegistry registry, Faults faults, Faults warnings) {
        this.registry = registry;
        this.faults = faults;
        this.warnings = warnings;
    }

    ZoneKind zoneKind(Fields fields) {
        return new ZoneKind(label(fields, registry.zoneLabels(), ZoneKind.AREA.label()));
    }

    FixtureKind fixtureKind(Fields fields) {
        return new FixtureKind(label(fields, registry.fixtureLabels(), FixtureKind.BENCH.label()));
    }

    private String label(Fields fields, Set<String> known, String standIn) {
        String label = fields.text("kind");
        if (label.isBlank()) {
            return standIn;
        }
        if (!Labelled.isLabel(label)) {
            fields.fault(
                    "kind",
                    "\"" + label + "\" cannot be a kind",
                    "Write small letters, digits and single hyphens, at most 40 characters.");
            return standIn;
        }
        if (!known.contains(label)) {
            warnings.add(
                    fields.file(),
                    JsonTree.child(fields.pointer(), "kind"),
                    "nothing on this server knows the kind \"" + label + "\"; it is kept, but does nothing",
                    Words.suggestion(label, known));
        }
        return label;
    }

    KindProperties properties(Fields fields, ZoneKind kind) {
        return properties(fields, registry.reader(kind));
    }

    KindProperties properties(Fields fields, FixtureKind kind) {
        return properties(fields, registry.reader(kind));
    }

    private KindProperties properties(Fields fields, Optional<PropertiesReader<?>> reader) {
        JsonNode node = fields.raw("properties").orElseGet(JsonNodeFactory.instance::objectNode);
        if (!node.isObject()) {
            fields.fault("properties", "\"properties\" must be an object", "Write { … } here.");
            return KindProperties.NONE;
        }
        if (reader.isEmpty()) {
            return KindProperties.unread(node.toString());
        }
        Fields own = new Fields(faults, fields.file(), JsonTree.child(fields.pointer(), "properties"), node);
        Object value = reader.get().read(own);
        own.done();
        return KindProperties.of(node.toString(), value);
    }
}
