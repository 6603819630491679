package org.parvis.loadtest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.parvis.loadtest.report.JsonReport;
import org.parvis.loadtest.report.MergedRun;
import org.parvis.loadtest.report.RunResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code merge}: several testers' results as one. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = {
            "Merges the results of testers that played the same scenario at the same time.",
            "Counts are added and histograms are added, so percentiles are those of all values together. The age of"
                    + " information is known between people of the same tester only; sameTesterShare tells of how"
                    + " many updates. The limits are the first result's, or those given here."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  run plaza --people 4000 --seed 1 --json one.json & run plaza --people 4000 --seed 2 --json two.json; wait",
            "  merge one.json two.json --json both.json --html both.html",
            "",
            "Exit codes: 0 merged, 1 failed, 2 wrong usage or results that do not belong together, 3 a limit was missed."
        })
final class MergeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(arity = "2..*", paramLabel = "FILE", description = "JSON files of runs, or of earlier merges.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Mixin
    private final ResultOptions results = new ResultOptions();

    MergeCommand() {}

    @Override
    public Integer call() throws IOException {
        List<RunResult> runs = new ArrayList<>();
        try {
            for (Path file : files) {
                runs.add(JsonReport.read(file));
            }
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        return results.show(merged(runs), spec.commandLine().getOut());
    }

    private RunResult merged(List<RunResult> runs) {
        try {
            return MergedRun.of(runs, limits.limits());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
