package org.parvis.world.json;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parvis.world.Labelled;
import org.parvis.world.LocalText;
import org.parvis.world.fault.Faults;
import org.parvis.world.fault.Words;
import tools.jackson.databind.JsonNode;

/**
 * One JSON object being read. Each getter notes its key as known, and every fault with its pointer; after a fault a
 * harmless value is returned so that reading goes on and finds the rest. {@link #done} tells keys nobody asked for.
 */
public final class Fields {
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");
    private static final int MAX_TEXT = 2_000;
    private static final int MAX_LANGUAGE = 35;

    private final Faults faults;
    private final String file;
    private final String pointer;
    private final JsonNode node;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * Begins reading an object.
     *
     * @param faults takes what is wrong
     * @param file name of the file for the faults
     * @param pointer where in the file the object is
     * @param node the object
     */
    public Fields(Faults faults, String file, String pointer, JsonNode node) {
        this.faults = faults;
        this.file = file;
        this.pointer = pointer;
        this.node = node;
    }

    /** Name of the file that is read. */
    public String file() {
        return file;
    }

    /** Where in the file the object is. */
    public String pointer() {
        return pointer;
    }

    /** Notes a fault at a member, or at the object itself when {@code key} is empty. */
    public void fault(String key, String problem, String cure) {
        faults.add(file, key.isEmpty() ? pointer : JsonTree.child(pointer, key), problem, cure);
    }

    /** Notes a fault below the object; {@code path} is a pointer from here without its first slash. */
    public void faultAt(String path, String problem, String cure) {
        faults.add(file, pointer + "/" + path, problem, cure);
    }

    private @Nullable JsonNode get(String key) {
        boolean first = known.add(key);
        JsonNode value = node.get(key);
        if (value != null && value.isNull()) {
            // Clients do not all take null for absent.
            if (first) {
                fault(key, "\"" + key + "\" is null", "Write a value, or leave the key out.");
            }
            return null;
        }
        return value;
    }

    private @Nullable JsonNode need(String key) {
        JsonNode value = get(key);
        if (value == null) {
            fault(key, "\"" + key + "\" is missing", "Add it.");
        }
        return value;
    }

    /** Whether the object has a member of this name. */
    public boolean has(String key) {
        return get(key) != null;
    }

    /** A text that must be there and say something. */
    public String text(String key) {
        JsonNode value = need(key);
        return value == null ? "" : textOf(key, value);
    }

    /** A text that may be absent. */
    public Optional<String> optionalText(String key) {
        JsonNode value = get(key);
        return value == null ? Optional.empty() : Optional.of(textOf(key, value));
    }

    private String textOf(String key, JsonNode value) {
        if (!value.isString()) {
            fault(key, "\"" + key + "\" must be a text", "Put it in quotation marks.");
            return "";
        }
        String text = value.stringValue();
        if (text.isBlank() || text.length() > MAX_TEXT) {
            fault(key, "\"" + key + "\" must have 1 to " + MAX_TEXT + " characters", "Change its length.");
        }
        return text;
    }

    /** A text of a given form. */
    public String text(String key, Pattern form, String formInWords) {
        String text = text(key);
        // A pattern with groups takes stack for each of them; a text that is too long has its fault already.
        if (!text.isBlank() && text.length() <= MAX_TEXT && !form.matcher(text).matches()) {
            fault(key, "\"" + text + "\" is not " + formInWords, "Write " + formInWords + ".");
        }
        return text;
    }

    /** A number that must be there, within a range. */
    public double number(String key, double min, double max) {
        JsonNode value = need(key);
        return value == null ? Math.max(min, Math.min(max, 0)) : numberOf(key, value, min, max);
    }

    /** A number within a range; the fallback when it is absent. */
    public double number(String key, double min, double max, double fallback) {
        JsonNode value = get(key);
        return value == null ? fallback : numberOf(key, value, min, max);
    }

    /** A number that may be absent or null, which mean the same. */
    public OptionalDouble nullableNumber(String key, double min, double max) {
        JsonNode value = node.get(key);
        if (value != null && value.isNull()) {
            known.add(key);
            return OptionalDouble.empty();
        }
        return optionalNumber(key, min, max);
    }

    /** A number that may be absent. */
    public OptionalDouble optionalNumber(String key, double min, double max) {
        JsonNode value = get(key);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(numberOf(key, value, min, max));
    }

    private double numberOf(String key, JsonNode value, double min, double max) {
        if (!value.isNumber()) {
            fault(key, "\"" + key + "\" must be a number", "Write a plain number without quotation marks.");
            return Math.max(min, Math.min(max, 0));
        }
        double number = value.doubleValue();
        if (number < min || number > max) {
            fault(
                    key,
                    "\"%s\" is %s but must lie between %s and %s"
                            .formatted(key, Words.number(number), Words.number(min), Words.number(max)),
                    "Correct the number.");
            return Math.max(min, Math.min(max, number));
        }
        return number;
    }

    /** A whole number that must be there, within a range. */
    public int whole(String key, int min, int max) {
        double number = number(key, min, max);
        if (number != Math.rint(number)) {
            fault(key, "\"" + key + "\" must be a whole number", "Round it.");
        }
        return (int) number;
    }

    /** A whole number within a range; the fallback when it is absent. */
    public int whole(String key, int min, int max, int fallback) {
        return has(key) ? whole(key, min, max) : fallback;
    }

    /** True or false; the fallback when it is absent. */
    public boolean flag(String key, boolean fallback) {
        JsonNode value = get(key);
        if (value == null) {
            return fallback;
        }
        if (!value.isBoolean()) {
            fault(key, "\"" + key + "\" must be true or false", "Write true or false without quotation marks.");
            return fallback;
        }
        return value.booleanValue();
    }

    /** The member at a key as it is; for what somebody else reads. */
    public Optional<JsonNode> raw(String key) {
        return Optional.ofNullable(get(key));
    }

    /** A kind that must be there; {@code all[0]} stands in after a fault. */
    public <T extends Labelled> T kind(String key, T[] all) {
        String label = text(key);
        Optional<T> found = Labelled.find(all, label);
        if (found.isEmpty() && !label.isBlank()) {
            List<String> labels = Stream.of(all).map(Labelled::label).toList();
            fault(key, "\"" + label + "\" is not a known " + key, Words.suggestion(label, labels));
        }
        return found.orElse(all[0]);
    }

    /** A text by language that must be there. */
    public LocalText localText(String key) {
        JsonNode value = need(key);
        return value == null ? LocalText.EMPTY : localTextOf(key, value);
    }

    /** A text by language that may be absent. */
    public Optional<LocalText> optionalLocalText(String key) {
        JsonNode value = get(key);
        return value == null ? Optional.empty() : Optional.of(localTextOf(key, value));
    }

    private LocalText localTextOf(String key, JsonNode value) {
        Map<String, String> texts = new TreeMap<>();
        if (!value.isObject() || value.isEmpty()) {
            fault(
                    key,
                    "\"" + key + "\" must hold texts by language",
                    "Write an object such as {\"en\": \"Main square\"}.");
            return LocalText.EMPTY;
        }
        Fields languages = new Fields(faults, file, JsonTree.child(pointer, key), value);
        for (String language : value.propertyNames()) {
            if (language.length() > MAX_LANGUAGE || !LANGUAGE.matcher(language).matches()) {
                languages.fault(
                        language,
                        "\"" + language + "\" is not a language tag",
                        "Use a BCP 47 tag such as en, ja or zh-Hant.");
            }
            texts.put(language, languages.text(language));
        }
        return new LocalText(texts);
    }

    /** The object at a key, passed on when it is one. */
    public void object(String key, boolean required, Consumer<Fields> reader) {
        JsonNode value = required ? need(key) : get(key);
        if (value != null) {
            read(JsonTree.child(pointer, key), value, reader);
        }
    }

    /** Each object of the array at a key, in order; unknown keys of each are told. */
    public void objects(String key, boolean required, Consumer<Fields> reader) {
        JsonNode value = required ? need(key) : get(key);
        if (value == null) {
            return;
        }
        if (!value.isArray()) {
            fault(key, "\"" + key + "\" must be a list", "Write [ … ] around it.");
            return;
        }
        String here = JsonTree.child(pointer, key);
        for (int i = 0; i < value.size(); i++) {
            read(JsonTree.child(here, i), value.get(i), reader);
        }
    }

    private void read(String here, JsonNode value, Consumer<Fields> reader) {
        if (!value.isObject()) {
            faults.add(file, here, "this must be an object", "Write { … } here.");
            return;
        }
        Fields fields = new Fields(faults, file, here, value);
        reader.accept(fields);
        fields.done();
    }

    /** The texts of the array at a key. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        JsonNode value = get(key);
        if (value == null) {
            return texts;
        }
        boolean good = value.isArray();
        for (int i = 0; good && i < value.size(); i++) {
            good = value.get(i).isString() && !value.get(i).stringValue().isBlank();
            if (good) {
                texts.add(value.get(i).stringValue());
            }
        }
        if (!good) {
            fault(key, "\"" + key + "\" must be a list of texts", "Write [\"one\", \"two\"].");
        }
        return texts;
    }

    /** The raw array at a key. */
    public Optional<JsonNode> list(String key, boolean required) {
        JsonNode value = required ? need(key) : get(key);
        if (value != null && !value.isArray()) {
            fault(key, "\"" + key + "\" must be a list", "Write [ … ] around it.");
            return Optional.empty();
        }
        return Optional.ofNullable(value);
    }

    /** Tells every key that no getter asked for. */
    public void done() {
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                fault(key, "the key \"" + key + "\" is unknown here", Words.suggestion(key, known));
            }
        }
    }
}
