package org.parvis.loadtest.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The machine the tester runs on, for reports. Any thread. */
public final class Machine {
    private Machine() {}

    /**
     * What a reader needs to judge figures.
     *
     * @return facts by name, in order; what the system does not tell is left out
     */
    public static Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("arch", System.getProperty("os.arch"));
        field("/proc/cpuinfo", "model name").ifPresent(model -> facts.put("processor", model));
        field("/proc/cpuinfo", "cpu MHz").ifPresent(mhz -> facts.put("processorMHz", mhz));
        facts.put("processorsForTester", Runtime.getRuntime().availableProcessors());
        field("/proc/self/status", "Cpus_allowed_list").ifPresent(list -> facts.put("testerPinnedTo", list));
        field("/proc/meminfo", "MemTotal").ifPresent(total -> facts.put("memory", total));
        facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        return facts;
    }

    private static Optional<String> field(String file, String name) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // not Linux: the fact is left out
        }
    }
}
