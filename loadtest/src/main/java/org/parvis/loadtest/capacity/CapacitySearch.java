package org.parvis.loadtest.capacity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the largest crowd that holds its limits: grows the crowd until a level fails, then halves the gap
 * between the largest that held and the smallest that did not. A level is tried until its verdict is certain:
 * with two of three needed, two that agree are enough. Attempts in which the tester was late count for neither
 * side, so that a level they leave open ends the way up without blaming the server.
 *
 * <p>One thread.
 */
public final class CapacitySearch {
    private final CapacityPlan plan;
    private final Trial trial;
    private final List<Level> levels = new ArrayList<>();
    private int held;
    private @Nullable Level smallestFailed;
    private @Nullable String ended;

    /** Makes one attempt. */
    @FunctionalInterface
    public interface Trial {
        /**
         * Plays the scenario once.
         *
         * @param people of the crowd
         * @param repeat number of the attempt at this level, from 1
         * @return how it ended
         * @throws IOException if the server cannot be reached
         * @throws InterruptedException if interrupted
         */
        Attempt play(int people, int repeat) throws IOException, InterruptedException;
    }

    /**
     * @param plan where and how hard to look
     * @param trial makes the attempts
     */
    public CapacitySearch(CapacityPlan plan, Trial trial) {
        this.plan = plan;
        this.trial = trial;
    }

    /**
     * What was found.
     *
     * @param people the largest crowd that held, 0 if none did
     * @param limitedBy what kept it from being larger
     * @param levels in the order they were tried
     * @param endedBy why the search ended before its end, empty if it did not
     */
    public record Found(int people, LimitedBy limitedBy, List<Level> levels, String endedBy) {
        /** Copies the list. */
        public Found {
            levels = List.copyOf(levels);
        }
    }

    /** What kept the crowd from being larger. */
    public enum LimitedBy {
        /** The server missed a limit at the next size. */
        SERVER,
        /** The tester was late at the next size: the server may hold more. */
        TESTER,
        /** The largest crowd that was to be tried held. */
        CEILING,
        /** The server could not be reached any more. */
        SERVER_GONE
    }

    /**
     * Searches.
     *
     * @return what was found; when the server went away in the middle, what was found until then
     * @throws IOException if the server could not be reached from the beginning
     * @throws InterruptedException if interrupted
     */
    public Found search() throws IOException, InterruptedException {
        int people = plan.from();
        while (people > 0 && ended == null) {
            tryLevel(people);
            people = next();
        }
        Level failed = smallestFailed;
        LimitedBy limitedBy = LimitedBy.CEILING;
        if (ended != null) {
            limitedBy = LimitedBy.SERVER_GONE;
        } else if (failed != null) {
            limitedBy = failed.outcome() == Outcome.TESTER_LATE ? LimitedBy.TESTER : LimitedBy.SERVER;
        }
        return new Found(held, limitedBy, levels, ended == null ? "" : ended);
    }

    /** The next crowd to try; 0 when the answer is known. */
    private int next() {
        Level failed = smallestFailed;
        if (failed == null) {
            return held >= plan.ceiling() ? 0 : plan.grow(held);
        }
        return failed.people() - held <= plan.step() ? 0 : plan.between(held, failed.people());
    }

    private void tryLevel(int people) throws IOException, InterruptedException {
        List<Attempt> attempts = new ArrayList<>();
        Outcome verdict = null;
        while (verdict == null) {
            try {
                attempts.add(trial.play(people, attempts.size() + 1));
            } catch (IOException e) {
                if (levels.isEmpty() && attempts.isEmpty()) {
                    throw e;
                }
                ended = "at " + people + " people: " + e.getMessage();
                return;
            }
            verdict = verdict(attempts);
        }
        Level level = new Level(people, verdict, attempts);
        levels.add(level);
        if (verdict == Outcome.HELD) {
            held = people;
        } else {
            smallestFailed = level;
        }
    }

    private @Nullable Outcome verdict(List<Attempt> attempts) {
        long holding = count(attempts, Outcome.HELD);
        long missing = count(attempts, Outcome.MISSED);
        if (holding >= plan.needed()) {
            return Outcome.HELD;
        }
        if (missing > plan.repeats() - plan.needed()) {
            return Outcome.MISSED;
        }
        int left = plan.repeats() - attempts.size();
        boolean mayHold = holding + left >= plan.needed();
        boolean mayMiss = missing + left > plan.repeats() - plan.needed();
        return mayHold || mayMiss ? null : Outcome.TESTER_LATE;
    }

    private static long count(List<Attempt> attempts, Outcome outcome) {
        return attempts.stream().filter(attempt -> attempt.outcome() == outcome).count();
    }
}
