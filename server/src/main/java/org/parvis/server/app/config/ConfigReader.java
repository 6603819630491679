package org.parvis.server.app.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.IO;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gathers values from the sources, the strongest first: flags, environment, file, defaults. Keys nobody knows are
 * faults: a misspelt limit that silently stays at its default is worse than a server that does not start.
 *
 * <p>One thread, once.
 */
public final class ConfigReader {
    /** A value and where it came from, for messages and the banner. */
    record Given(List<String> values, String source) {}

    static final String DEFAULT = "default";

    private static final String PREFIX = "PARVIS_";

    private final Map<Key, Given> given = new EnumMap<>(Key.class);
    private final List<String> faults = new ArrayList<>();

    private ConfigReader() {}

    /**
     * Reads and validates everything.
     *
     * @param flags what the command line says
     * @param environment all environment variables; only {@code PARVIS_*} matter
     * @param file of {@code --config}
     * @return the configuration
     * @throws ConfigException listing every fault
     */
    public static ServerConfig read(Map<Key, List<String>> flags, Map<String, String> environment, Optional<Path> file)
            throws ConfigException {
        ConfigReader reader = new ConfigReader();
        flags.forEach((key, values) -> reader.offer(key, values, "--" + key.text()));
        reader.readEnvironment(environment);
        file.ifPresent(reader::readFile);
        for (Key key : Key.values()) {
            reader.offer(key, split(key, key.defaultText), DEFAULT);
        }
        return ServerConfig.validated(reader.given, reader.faults);
    }

    private void offer(Key key, List<String> values, String source) {
        given.putIfAbsent(key, new Given(values, source));
    }

    private void readEnvironment(Map<String, String> environment) {
        Map<String, Key> known = new TreeMap<>();
        for (Key key : Key.values()) {
            known.put(key.variable(), key);
        }
        new TreeMap<>(environment).forEach((name, value) -> {
            Key key = known.get(name);
            if (key != null) {
                offer(key, split(key, value), name);
            } else if (name.startsWith(PREFIX)) {
                faults.add("unknown environment variable " + name + suggestion(name, known.keySet()));
            }
        });
    }

    private void readFile(Path file) {
        try {
            takeFile(file);
        } catch (StackOverflowError tooDeep) {
            // The library calls itself for every bracket and every part of a path, and has no limit of its own.
            faults.add("the configuration file is not valid: it is nested too deeply");
        }
    }

    private void takeFile(Path file) {
        Config config;
        try {
            config = ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
                    .resolve();
        } catch (IO unreadable) {
            faults.add("cannot read the configuration file " + file);
            return;
        } catch (com.typesafe.config.ConfigException broken) {
            faults.add("the configuration file is not valid: " + firstLine(String.valueOf(broken.getMessage())));
            return;
        }
        Map<String, Key> known = new TreeMap<>();
        for (Key key : Key.values()) {
            known.put(key.text(), key);
        }
        config.root().forEach((name, value) -> {
            Key key = known.get(name);
            String place = place(file, value);
            if (key == null) {
                faults.add("unknown key " + name + " in " + place + suggestion(name, known.keySet()));
            } else {
                offer(key, texts(key, value), place);
            }
        });
    }

    private static List<String> texts(Key key, ConfigValue value) {
        if (key.isList() && value instanceof ConfigList list) {
            return list.stream().map(item -> String.valueOf(item.unwrapped())).toList();
        }
        return split(key, String.valueOf(value.unwrapped()));
    }

    private static List<String> split(Key key, String text) {
        if (!key.isList()) {
            return List.of(text.strip());
        }
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static String place(Path file, ConfigValue value) {
        int line = value.origin().lineNumber();
        return line > 0 ? file + " line " + line : file.toString();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("unknown reason");
    }

    private static String suggestion(String typed, Collection<String> known) {
        return Nearest.to(typed, known)
                .map(best -> "; did you mean " + best + "?")
                .orElse("");
    }
}
