package org.parvis.loadtest;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.compare.Comparer;
import org.parvis.loadtest.compare.Comparison;
import org.parvis.loadtest.compare.Comparison.FigureChange;
import org.parvis.loadtest.compare.Verdict;
import org.parvis.loadtest.report.JsonReport;
import org.parvis.loadtest.report.JsonText;
import org.parvis.loadtest.report.RunResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: whether a run is better or worse than another, or whether that is noise. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Tells figure by figure whether B is better than A, the same or worse.",
            "A and B are each the JSON file of a run, or a folder of such files: repeats. With three or more runs on"
                    + " each side every run is a value; with fewer, the measured seconds are cut into stretches of 5 s"
                    + " and every stretch's mean is a value. From the scatter of the values comes the interval in"
                    + " which the true change lies 99 times in 100 (Welch's t interval). A figure is worse, or"
                    + " better, when that interval does not hold zero and the change is beyond the tolerance;"
                    + " otherwise it is the same. More people lost is worse, whatever the tolerance."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  compare before.json after.json",
            "  compare before/ after/ --tolerance 3 --figures ageP99Ms,bytesPerUpdate --json verdict.json",
            "",
            "Exit codes: 0 nothing is worse, 1 failed, 2 wrong usage or no result files,",
            "            3 a figure is worse, or a tester was late and there is no verdict."
        })
final class CompareCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "A",
            showDefaultValue = Help.Visibility.NEVER,
            description = "What is compared with: a result or a folder of them.")
    private Path a = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "B",
            showDefaultValue = Help.Visibility.NEVER,
            description = "What is judged: a result or a folder of them.")
    private Path b = Path.of("");

    @Option(names = "--tolerance", paramLabel = "PERCENT", description = "Changes up to this are no difference.")
    private double tolerancePercent = 5;

    @Option(
            names = "--figures",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Only these: ageP50Ms, ageP99Ms, receiptAgeP99Ms, joinP99Ms, nearDeliveredShare, bytesPerClient,"
                            + " bytesPerUpdate, serverCpuPerPerson, serverTickP99Ms, lost.")
    private List<String> figures = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the comparison as JSON.")
    private @Nullable Path json;

    CompareCommand() {}

    @Override
    public Integer call() throws IOException {
        List<String> names = figures.isEmpty() ? Comparer.figureNames() : figures;
        require(tolerancePercent >= 0 && tolerancePercent <= 1000, "--tolerance must be 0 to 1000");
        for (String name : names) {
            require(
                    Comparer.figureNames().contains(name),
                    "--figures: there is no " + name + ", only " + String.join(", ", Comparer.figureNames()));
        }
        Comparison comparison = new Comparer(runs(a), runs(b), tolerancePercent).compare(names);
        show(comparison, spec.commandLine().getOut());
        if (json != null) {
            Files.writeString(json, JsonText.write(comparison) + "\n");
        }
        return comparison.testerLate() || comparison.verdict() == Verdict.WORSE ? ResultOptions.LIMIT_MISSED : 0;
    }

    private void show(Comparison comparison, PrintWriter out) {
        out.printf("%-20s %12s %12s %9s  %-20s %s%n", "figure", "A", "B", "change", "99 % interval", "verdict");
        for (FigureChange change : comparison.figures()) {
            out.printf(
                    Locale.ROOT,
                    "%-20s %12.3f %12.3f %9s  %-20s %s%n",
                    change.name(),
                    change.a(),
                    change.b(),
                    percent(change.change().changePercent()),
                    percent(change.change().lowPercent()) + " to "
                            + percent(change.change().highPercent()),
                    change.verdict().name().toLowerCase(Locale.ROOT));
        }
        out.println();
        out.println(comparison.method());
        comparison.differences().forEach(difference -> out.println("note: " + difference));
        if (comparison.testerLate()) {
            out.println("no verdict: a tester was late, so its figures are not the server's");
        }
        out.println();
        out.println(JsonText.write(comparison));
        out.flush();
    }

    private static String percent(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%+.1f%%", value) : "–";
    }

    private List<RunResult> runs(Path side) {
        List<RunResult> runs = new ArrayList<>();
        try {
            for (Path file : files(side)) {
                runs.add(JsonReport.read(file));
            }
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        require(!runs.isEmpty(), "there are no .json files in " + side);
        return runs;
    }

    private static List<Path> files(Path side) throws IOException {
        if (!Files.isDirectory(side)) {
            return List.of(side);
        }
        try (Stream<Path> files = Files.list(side)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
