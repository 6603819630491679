package org.parvis.loadtest.crowd;

import java.util.List;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Stage;

/** When stages begin, and how many people there should be at any time of a run. Immutable; any thread. */
final class Timeline {
    private final List<Stage> stages;
    private final long[] beginMs;
    private final long[] endMs;
    private final int[] peopleBefore;
    private final int[] people;

    Timeline(Scenario scenario) {
        stages = scenario.stages();
        int count = stages.size();
        beginMs = new long[count];
        endMs = new long[count];
        peopleBefore = new int[count];
        people = new int[count];
        for (int i = 0; i < count; i++) {
            beginMs[i] = beginMs(i);
            endMs[i] = beginMs[i] + stages.get(i).durationMs();
            people[i] = stages.get(i).people();
            peopleBefore[i] = i == 0 ? 0 : people[i - 1];
        }
    }

    /** People who should be there in a stage: changes evenly from the previous stage's number to this one's. */
    int peopleAt(int stage, long elapsedMs) {
        double share = (elapsedMs - beginMs[stage] + 1) / (double) (endMs[stage] - beginMs[stage]);
        return (int) Math.round(peopleBefore[stage] + (people[stage] - peopleBefore[stage]) * Math.min(1, share));
    }

    /** When a stage begins, since the beginning; of the number of stages, when all is over. */
    long beginMs(int stage) {
        return stage == 0 ? 0 : endMs[stage - 1];
    }

    int stages() {
        return stages.size();
    }

    Stage stage(int index) {
        return stages.get(index);
    }

    long totalMs() {
        return endMs[endMs.length - 1];
    }
}
