package org.parvis.loadtest.capacity;

/**
 * Where and how hard to look. Immutable; any thread.
 *
 * @param from the first crowd tried, people
 * @param ceiling the largest crowd tried, people
 * @param growth factor from a crowd that held to the next one, above 1
 * @param step the answer is known to so many people; crowds are multiples of it, except the ceiling
 * @param repeats runs of a level, at least 1
 * @param needed of them that must hold for the level to hold
 */
public record CapacityPlan(int from, int ceiling, double growth, int step, int repeats, int needed) {
    /** Checks the ranges. */
    public CapacityPlan {
        require(step >= 1, "the step must be at least 1");
        require(from >= 1 && from <= ceiling, "the first crowd must be 1 to the ceiling");
        require(growth > 1, "the growth must be above 1");
        require(repeats >= 1 && needed >= 1 && needed <= repeats, "the runs needed must be 1 to the repeats");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The next crowd after one that held, while nothing has failed yet. */
    int grow(int held) {
        return Math.min(ceiling, Math.max(held + step, toStep(held * growth)));
    }

    /** A crowd between one that held and one that did not, strictly; only when they are more than a step apart. */
    int between(int held, int failed) {
        return Math.max(held + 1, Math.min(failed - 1, toStep((held + failed) / 2.0)));
    }

    private int toStep(double people) {
        return (int) Math.max(1, Math.round(people / step) * step);
    }
}
