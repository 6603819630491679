package org.parvis.loadtest.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.parvis.loadtest.scenario.Scenario.Arrival;
import org.parvis.loadtest.scenario.Scenario.Behaviour;
import org.parvis.loadtest.scenario.Scenario.Group;
import org.parvis.loadtest.scenario.Scenario.Limits;
import org.parvis.loadtest.scenario.Scenario.Link;
import org.parvis.loadtest.scenario.Scenario.MotionKind;
import org.parvis.loadtest.scenario.Scenario.Stage;
import org.parvis.loadtest.scenario.Scenario.Talk;
import org.parvis.loadtest.scenario.Scenario.Walking;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads scenarios: those built in, by name, and files. Any thread. */
public final class Scenarios {
    /** Names of the built-in scenarios. */
    public static final List<String> BUILT_IN = List.of(
            "plaza",
            "show",
            "doors",
            "replay",
            "churn",
            "reconnect-storm",
            "audience-storm",
            "restart",
            "slow-half",
            "mixed",
            "hostile",
            "half-open",
            "chat-storm");

    private static final int MAX_FILE_BYTES = 1 << 20;
    /** The largest crowd a scenario may have. */
    public static final int MOST_PEOPLE = 60_000;

    private static final double MOST_SPEED_M_S = 6;
    private static final double ROUNDING = 1e-6;
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Scenarios() {}

    /**
     * Reads a scenario.
     *
     * @param nameOrFile a built-in name, or the path of a YAML or JSON file
     * @return the scenario
     * @throws ScenarioException with every fault of the file
     */
    public static Scenario read(String nameOrFile) throws ScenarioException {
        try {
            return parse(nameOrFile, text(nameOrFile));
        } catch (IOException e) {
            throw new ScenarioException(nameOrFile, List.of("cannot be read: " + e.getMessage()));
        }
    }

    /**
     * Text of a built-in scenario, to start one's own from.
     *
     * @param name one of {@link #BUILT_IN}
     * @return YAML
     * @throws IOException if it cannot be read
     */
    public static String builtInText(String name) throws IOException {
        try (InputStream in = Scenarios.class.getResourceAsStream("/scenarios/" + name + ".yaml")) {
            if (in == null) {
                throw new IOException("there is no built-in scenario " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Scenario parse(String source, String text) throws ScenarioException {
        List<String> faults = new ArrayList<>();
        JsonNode tree;
        try {
            tree = YAML.readTree(text);
        } catch (JacksonException e) {
            throw new ScenarioException(source, List.of("is no YAML: " + e.getOriginalMessage()));
        }
        Scenario scenario = read(new FieldReader(tree, "", faults));
        if (!faults.isEmpty()) {
            throw new ScenarioException(source, faults);
        }
        return scenario;
    }

    private static String text(String nameOrFile) throws IOException {
        if (BUILT_IN.contains(nameOrFile)) {
            return builtInText(nameOrFile);
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is neither such a file nor a built-in scenario of that name ("
                    + String.join(", ", BUILT_IN) + ")");
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException("it is larger than 1 MiB");
        }
        return Files.readString(file);
    }

    private static Scenario read(FieldReader file) {
        List<Group> groups = file.list("groups").stream().map(Scenarios::group).toList();
        List<Stage> stages = file.list("stages").stream().map(Scenarios::stage).toList();
        double shares = groups.stream().mapToDouble(Group::share).sum();
        if (!groups.isEmpty() && Math.abs(shares - 1) > ROUNDING) {
            file.fault("groups", "have shares that add up to " + shares + ", not 1");
        }
        if (!stages.isEmpty() && stages.stream().noneMatch(Stage::measured)) {
            file.fault("stages", "need at least one with measured: true");
        }
        Limits limits = limits(file.object("limits"));
        Scenario scenario = new Scenario(
                file.text("name", "unnamed"),
                file.text("description", ""),
                file.text("venue", ""),
                (long) file.number("seed", 1, -1e15, 1e15),
                groups,
                stages,
                limits);
        file.refuseOthers();
        return scenario;
    }

    private static Group group(FieldReader fields) {
        Group group = new Group(
                fields.text("name", "people"),
                fields.number("share", 1, 0, 1),
                fields.choice("behaviour", Behaviour.HONEST),
                new Walking(
                        fields.choice("motion", MotionKind.WAYPOINT),
                        fields.number("speedMS", 1.4, 0.1, MOST_SPEED_M_S),
                        fields.number("reachM", 40, 2, 1000),
                        fields.durationMs("pause", 0),
                        fields.integer("moveRate", 10, 1, 20),
                        fields.text("recording", "")),
                new Talk(
                        fields.number("chatPerMinute", 0, 0, 300),
                        fields.number("emotesPerMinute", 0, 0, 300),
                        fields.number("reactionsPerMinute", 0, 0, 300)),
                new Link(
                        fields.integer("readBytesPerSecond", 0, 0, Integer.MAX_VALUE),
                        fields.durationMs("stay", 0),
                        fields.truth("comesBack", false)));
        if (group.walk().motion() == MotionKind.REPLAY
                && group.walk().recording().isEmpty()) {
            fields.fault("recording", "must name the CSV file of the recorded crowd when motion is replay");
        }
        fields.refuseOthers();
        return group;
    }

    private static Stage stage(FieldReader fields) {
        Stage stage = new Stage(
                fields.text("name", "stage"),
                fields.integer("people", 0, 0, MOST_PEOPLE),
                fields.durationMs("duration", 0),
                fields.truth("measured", false),
                fields.choice("arrival", Arrival.EVEN),
                fields.number("dropShare", 0, 0, 1),
                fields.truth("chatOnce", false));
        if (stage.durationMs() < 1) {
            fields.fault("duration", "must be above 0");
        }
        fields.refuseOthers();
        return stage;
    }

    private static Limits limits(FieldReader fields) {
        Double lost = fields.optional("lost", 0, MOST_PEOPLE);
        Limits limits = new Limits(
                fields.optional("ageP99Ms", 1, 60_000),
                fields.optional("joinP99Ms", 1, 60_000),
                lost == null ? null : lost.intValue(),
                fields.optional("nearDelivered", 0, 1),
                fields.optional("bytesPerUpdate", 1, 10_000),
                fields.optional("bytesPerClientPerSecond", 1, 1e9),
                fields.optional("ageP99Growth", 1, 1000));
        fields.refuseOthers();
        return limits;
    }
}
