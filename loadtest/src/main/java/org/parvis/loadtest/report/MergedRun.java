package org.parvis.loadtest.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.parvis.loadtest.measure.SecondTally;
import org.parvis.loadtest.measure.StoredTally;
import org.parvis.loadtest.measure.Tally;
import org.parvis.loadtest.report.RunResult.Frame;
import org.parvis.loadtest.report.RunResult.Raw;
import org.parvis.loadtest.scenario.Scenario.Limits;
import org.parvis.loadtest.scenario.Scenario.Stage;

/**
 * Several testers' runs of one evening as one: counts are added, histograms are added bucket by bucket (a
 * percentile of the whole is no mean of percentiles), and seconds are laid over each other by the clock.
 *
 * <p>The age of information is known only where sender and viewer share a tester, since only there one clock
 * times both. Every tester's people stand among everybody else's, so what it sees of its own people is a fair
 * sample of what all see of all; the merged age is over those pairs, and {@code sameTesterShare} says how
 * many of the updates that is.
 */
public final class MergedRun {
    private static final double LATE_START_S = 2;

    private final List<RunResult> runs;
    private final long firstStartMs;

    private MergedRun(List<RunResult> runs) {
        this.runs = runs;
        firstStartMs =
                runs.stream().mapToLong(run -> run.raw().startedAtMs()).min().orElse(0);
    }

    /**
     * Merges.
     *
     * @param runs at least two, of the same scenario and at the same time
     * @param limits instead of the first run's, where given
     * @return the whole
     * @throws IllegalArgumentException if they do not belong together, in words for a person
     */
    public static RunResult of(List<RunResult> runs, Limits limits) {
        MergedRun merged = new MergedRun(List.copyOf(runs));
        merged.check();
        return merged.result(limits);
    }

    private void check() {
        require(runs.size() >= 2, "merging needs at least two results");
        Set<Raw> distinct = new HashSet<>();
        Settings first = runs.get(0).settings();
        for (RunResult run : runs) {
            require(distinct.add(run.raw()), "the same result is given twice");
            require(
                    run.settings().what().scenario().equals(first.what().scenario()),
                    "the results are of different scenarios");
            require(
                    run.settings().what().venue().equals(first.what().venue())
                            && run.raw().stages().size()
                                    == runs.get(0).raw().stages().size()
                            && shape(run.settings()).equals(shape(first)),
                    "the results differ in venue or stages: testers must play the same evening");
        }
        double totalS = first.stages().stream().mapToLong(Stage::durationMs).sum() / 1e3;
        require(startSpreadS() < totalS, "the runs were not at the same time");
    }

    private RunResult result(Limits limits) {
        List<Tally> tallies = new ArrayList<>();
        for (int stage = 0; stage < runs.get(0).raw().stages().size(); stage++) {
            Tally tally = new Tally();
            for (RunResult run : runs) {
                StoredTally part = run.raw().stages().get(stage);
                part.addTo(tally);
            }
            tallies.add(tally);
        }
        boolean late = runs.stream().anyMatch(run -> run.result().machines().testerWasBottleneck());
        String finishedAt = runs.stream()
                .map(run -> run.head().finishedAt())
                .max(String::compareTo)
                .orElse("");
        Frame frame = new Frame(finishedAt, settings(limits), machine(), late, failed(), notes());
        return RunResult.of(frame, firstStartMs, tallies, seconds());
    }

    private Settings settings(Limits limits) {
        Settings first = runs.get(0).settings();
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < first.stages().size(); i++) {
            int index = i;
            int people = runs.stream()
                    .mapToInt(run -> run.settings().stages().get(index).people())
                    .sum();
            Stage stage = first.stages().get(i);
            stages.add(stage.withPeople(people));
        }
        return new Settings(
                first.what(),
                new Settings.Size(
                        stages.stream().mapToInt(Stage::people).max().orElse(0),
                        runs.stream()
                                .mapToInt(run -> run.settings().size().viewersSampled())
                                .sum(),
                        runs.stream()
                                .mapToInt(run -> run.settings().size().testers())
                                .sum()),
                first.groups(),
                stages,
                first.limits().overriddenBy(limits));
    }

    /** The whole has failed when each part has. */
    private String failed() {
        boolean all = runs.stream().noneMatch(run -> run.verdict().failed().isEmpty());
        return all ? runs.get(0).verdict().failed() : "";
    }

    /** Facts of all machines; where they differ, all values in the order of the results. */
    private Map<String, Object> machine() {
        Map<String, Set<Object>> values = new LinkedHashMap<>();
        runs.forEach(run -> run.head()
                .machine()
                .forEach((name, value) ->
                        values.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(value)));
        Map<String, Object> facts = new LinkedHashMap<>();
        values.forEach(
                (name, all) -> facts.put(name, all.size() == 1 ? all.iterator().next() : joined(all)));
        return facts;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        runs.forEach(run -> run.head().notes().stream()
                .filter(note -> !notes.contains(note))
                .forEach(notes::add));
        notes.add(String.format(
                Locale.ROOT,
                "%d results merged; their runs began within %.1f s of each other",
                runs.size(),
                startSpreadS()));
        if (startSpreadS() > LATE_START_S) {
            notes.add("they began far apart: the testers' stages only partly overlap");
        }
        notes.add("the age of information is that of people of one tester seen by people of the same tester");
        return notes;
    }

    /** Seconds by the clock. A tester that has finished adds nobody, but those it lost stay lost. */
    private List<SecondTally> seconds() {
        TreeMap<Integer, List<SecondTally>> byClock = new TreeMap<>();
        Map<Integer, Integer> lostByEnded = new LinkedHashMap<>();
        for (RunResult run : runs) {
            int shift = (int) Math.round((run.raw().startedAtMs() - firstStartMs) / 1e3);
            for (SecondTally second : run.raw().seconds()) {
                byClock.computeIfAbsent(second.second() + shift, s -> new ArrayList<>())
                        .add(second);
            }
            if (!run.raw().seconds().isEmpty()) {
                SecondTally last = run.raw().seconds().get(run.raw().seconds().size() - 1);
                lostByEnded.merge(last.second() + shift, last.presence().lost(), Integer::sum);
            }
        }
        List<SecondTally> seconds = new ArrayList<>();
        byClock.forEach((second, parts) -> {
            int lostBefore = lostByEnded.entrySet().stream()
                    .filter(ended -> ended.getKey() < second)
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            seconds.add(SecondTally.sum(second, parts, lostBefore));
        });
        return seconds;
    }

    private double startSpreadS() {
        long last =
                runs.stream().mapToLong(run -> run.raw().startedAtMs()).max().orElse(0);
        return (last - firstStartMs) / 1e3;
    }

    private static List<String> shape(Settings settings) {
        return settings.stages().stream()
                .map(stage -> stage.withPeople(0).toString())
                .toList();
    }

    private static String joined(Collection<Object> values) {
        return String.join(" | ", values.stream().map(String::valueOf).toList());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
