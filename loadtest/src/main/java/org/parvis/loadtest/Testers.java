package org.parvis.loadtest;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.parvis.loadtest.report.JsonReport;
import org.parvis.loadtest.report.MergedRun;
import org.parvis.loadtest.report.RunResult;
import org.parvis.loadtest.scenario.Scenario.Limits;

/**
 * Several testers that play one crowd together: one process for each part, started at the same time with the command
 * line of this one, and their results merged. When this process ends, so do they. One thread, and one for each tester's
 * output.
 */
final class Testers {
    /** What only the whole has: where results go, and the number of testers. */
    private static final Set<String> NOT_FOR_PARTS = Set.of("--testers", "--json", "--csv", "--html", "--junit");

    private static final String PORT = "--metrics-port";
    private static final String FILE = "--metrics-file";

    private final List<String> arguments;
    private final int testers;
    private final PrintWriter out;
    private final List<CountDownLatch> ready = new ArrayList<>();

    /**
     * @param arguments this process's command line
     * @param testers how many
     * @param out where their progress is shown
     */
    Testers(List<String> arguments, int testers, PrintWriter out) {
        this.arguments = List.copyOf(arguments);
        this.testers = testers;
        this.out = out;
        for (int i = 0; i < testers; i++) {
            ready.add(new CountDownLatch(1));
        }
    }

    /**
     * Plays.
     *
     * @param limits that the whole is held against
     * @return what all found together
     * @throws IOException if one of them failed, in its own words
     */
    RunResult play(Limits limits) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("parvis-testers");
        List<Process> processes = new ArrayList<>();
        Thread cleaner = new Thread(() -> processes.forEach(Process::destroy), "end-testers");
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            List<Thread> readers = new ArrayList<>();
            List<StringBuilder> said = new ArrayList<>();
            for (int part = 1; part <= testers; part++) {
                Process process = new ProcessBuilder(command(part, file(folder, part)))
                        .redirectErrorStream(true)
                        .start();
                processes.add(process);
                StringBuilder text = new StringBuilder();
                said.add(text);
                readers.add(reader(process, part, text));
            }
            for (CountDownLatch latch : ready) {
                latch.await();
            }
            processes.forEach(Testers::signal);
            List<RunResult> runs = new ArrayList<>();
            for (int part = 1; part <= testers; part++) {
                int code = processes.get(part - 1).waitFor();
                readers.get(part - 1).join();
                if (!Files.exists(file(folder, part))) {
                    throw new IOException(
                            "tester " + part + " of " + testers + " ended with " + code + ":\n" + said.get(part - 1));
                }
                runs.add(JsonReport.read(file(folder, part)));
            }
            return MergedRun.of(runs, limits);
        } finally {
            processes.forEach(Process::destroy);
            Runtime.getRuntime().removeShutdownHook(cleaner);
            delete(folder);
        }
    }

    /** Lets a tester begin; one that has ended already says why itself. */
    private static void signal(Process process) {
        try (OutputStream in = process.getOutputStream()) {
            in.write('\n');
        } catch (IOException endedAlready) {
            process.destroy();
        }
    }

    /** The command line of a part: that of this process, but for what is the whole's. */
    List<String> command(int part, Path json) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-agentlib") && !argument.startsWith("-javaagent"))
                .toList());
        String classes = System.getProperty("java.class.path");
        command.addAll(List.of("-cp", absolute(classes), Main.class.getName()));
        for (int i = 0; i < arguments.size(); i++) {
            String[] given = arguments.get(i).split("=", 2);
            boolean apart = given.length == 1 && i + 1 < arguments.size();
            if (NOT_FOR_PARTS.contains(given[0])) {
                i += apart ? 1 : 0;
            } else if (given[0].equals(PORT) || given[0].equals(FILE)) {
                String value = apart ? arguments.get(i + 1) : given[1];
                command.addAll(List.of(given[0], own(given[0], value, part)));
                i += apart ? 1 : 0;
            } else {
                command.add(arguments.get(i));
            }
        }
        command.addAll(List.of("--part", part + "/" + testers, "--at-signal", "--json", json.toString()));
        return command;
    }

    /** Each part shows its live figures at a port and in a file of its own. */
    private static String own(String option, String value, int part) {
        if (option.equals(FILE)) {
            return value + "." + part;
        }
        return value.equals("0") ? value : Integer.toString(Integer.parseInt(value) + part - 1);
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((before, entry) -> before + File.pathSeparator + entry)
                .orElse("");
    }

    private Thread reader(Process process, int part, StringBuilder said) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                        lines.lines().forEach(line -> show(part, line, said));
                    } catch (IOException | UncheckedIOException ended) {
                        said.append("(its output ended: ")
                                .append(ended.getMessage())
                                .append(')');
                    } finally {
                        ready.get(part - 1)
                                .countDown(); // if it ended before it was ready, the others need not wait for it
                    }
                },
                "tester-" + part);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Progress is shown as it comes; the tables of the parts are not, since the whole's follows. */
    private void show(int part, String line, StringBuilder said) {
        if (line.equals(Runner.READY)) {
            ready.get(part - 1).countDown();
        } else if (!line.startsWith("{")) {
            said.append(line).append('\n');
        }
        if (line.contains(" s left") || line.startsWith("note: ") || line.startsWith("live figures")) {
            synchronized (out) {
                out.println("[" + part + "] " + line);
                out.flush();
            }
        }
    }

    private static Path file(Path folder, int part) {
        return folder.resolve("part" + part + ".json");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
