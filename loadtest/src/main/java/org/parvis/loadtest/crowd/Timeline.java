package org.parvis.loadtest.crowd;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Arrival;
import org.parvis.loadtest.scenario.Scenario.Stage;

/** When stages begin, and how many people there should be at any time of a run. Immutable; any thread. */
final class Timeline {
    private final List<Stage> stages;
    private final long[] beginMs;
    private final long[] endMs;
    private final int[] peopleBefore;
    private final int[] people;
    private final double[][] arrivals;

    Timeline(Scenario scenario) {
        stages = scenario.stages();
        int count = stages.size();
        beginMs = new long[count];
        endMs = new long[count];
        peopleBefore = new int[count];
        people = new int[count];
        arrivals = new double[count][];
        SplittableRandom random = new SplittableRandom(scenario.seed());
        for (int i = 0; i < count; i++) {
            beginMs[i] = beginMs(i);
            endMs[i] = beginMs[i] + stages.get(i).durationMs();
            people[i] = stages.get(i).people();
            peopleBefore[i] = i == 0 ? 0 : people[i - 1];
            boolean atRandom = stages.get(i).arrival() == Arrival.RANDOM;
            arrivals[i] = random.split()
                    .doubles(atRandom ? Math.abs(people[i] - peopleBefore[i]) : 0)
                    .sorted()
                    .toArray();
        }
    }

    /** People who should be there in a stage: changes from the previous stage's number to this one's. */
    int peopleAt(int stage, long elapsedMs) {
        double time = Math.min(1, (elapsedMs - beginMs[stage] + 1) / (double) (endMs[stage] - beginMs[stage]));
        return (int) Math.round(peopleBefore[stage] + (people[stage] - peopleBefore[stage]) * come(stage, time));
    }

    /** The share of those who come or go in a stage who have done so when a share of its time has passed. */
    private double come(int stage, double time) {
        return switch (stages.get(stage).arrival()) {
            case EVEN -> time;
            case AT_ONCE -> 1;
            case EARLY -> 1 - (1 - time) * (1 - time);
            case LATE -> time * time;
            case WAVE -> time * time * (3 - 2 * time);
            // Arrivals that know nothing of each other are uniform over the time once their number is given.
            case RANDOM -> {
                double[] moments = arrivals[stage];
                int found = Arrays.binarySearch(moments, time);
                yield moments.length == 0 ? 1 : (double) (found < 0 ? -found - 1 : found + 1) / moments.length;
            }
        };
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
