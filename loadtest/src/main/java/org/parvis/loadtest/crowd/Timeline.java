package org.parvis.loadtest.crowd;

import java.util.List;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Stage;

/** Which stage it is, and how many people there should be, at any time of a run. Immutable; any thread. */
final class Timeline {
    private final List<Stage> stages;
    private final long[] endMs;

    Timeline(Scenario scenario) {
        stages = scenario.stages();
        endMs = new long[stages.size()];
        long end = 0;
        for (int i = 0; i < endMs.length; i++) {
            end += stages.get(i).durationMs();
            endMs[i] = end;
        }
    }

    /** Index of the stage at a time since the beginning; the number of stages when all is over. */
    int stageAt(long elapsedMs) {
        int stage = 0;
        while (stage < endMs.length && elapsedMs >= endMs[stage]) {
            stage++;
        }
        return stage;
    }

    /** People who should be there: changes evenly from the previous stage's number to this one's. */
    int peopleAt(long elapsedMs) {
        int index = stageAt(elapsedMs);
        if (index == endMs.length) {
            return 0;
        }
        Stage stage = stages.get(index);
        int before = index == 0 ? 0 : stages.get(index - 1).people();
        long beginMs = endMs[index] - stage.durationMs();
        double share = (elapsedMs - beginMs + 1) / (double) stage.durationMs();
        return (int) Math.round(before + (stage.people() - before) * Math.min(1, share));
    }

    Stage stage(int index) {
        return stages.get(index);
    }

    long totalMs() {
        return endMs[endMs.length - 1];
    }
}
