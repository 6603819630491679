package org.parvis.loadtest.capacity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.parvis.loadtest.capacity.CapacitySearch.Found;
import org.parvis.loadtest.capacity.CapacitySearch.LimitedBy;
import org.parvis.loadtest.report.Settings;

/**
 * The largest crowd found, with how it was found: what its JSON file holds. Immutable; any thread.
 *
 * @param kind version of this form, {@value #KIND}
 * @param basis when, where and how was looked
 * @param people the largest crowd that held, 0 if none did
 * @param limitedBy what kept it from being larger
 * @param answer the same in words
 * @param levels in the order they were tried
 */
public record CapacityResult(
        String kind, @JsonUnwrapped Basis basis, int people, LimitedBy limitedBy, String answer, List<Level> levels) {
    /** Version of the JSON. */
    public static final String KIND = "parvis-capacity/2";

    /** Copies the list. */
    public CapacityResult {
        levels = List.copyOf(levels);
    }

    /**
     * When, where and how was looked.
     *
     * @param finishedAt RFC 3339 UTC
     * @param settings scenario, address and limits; its people are the ceiling
     * @param plan where and how hard was looked
     * @param machine what it ran on
     */
    public record Basis(String finishedAt, Settings settings, CapacityPlan plan, Map<String, Object> machine) {}

    /**
     * The result of a search.
     *
     * @param basis when, where and how was looked
     * @param found by the search
     * @return the result
     */
    public static CapacityResult of(Basis basis, Found found) {
        return new CapacityResult(KIND, basis, found.people(), found.limitedBy(), answer(found), found.levels());
    }

    /**
     * With what was looked.
     *
     * @return the settings
     */
    @JsonIgnore
    public Settings settings() {
        return basis.settings;
    }

    private static String answer(Found found) {
        if (found.people() == 0 && found.limitedBy() == LimitedBy.TESTER) {
            return "no verdict: the tester itself was the bottleneck even with the smallest crowd tried;"
                    + " give it a core of its own";
        }
        String held = found.people() == 0 ? "no crowd tried held its limits" : found.people() + " people hold";
        return switch (found.limitedBy()) {
            case SERVER -> found.people() == 0 ? held : held + " the limits; more did not";
            case TESTER ->
                held + "; beyond, the tester itself was the bottleneck, which is no verdict on the server:"
                        + " give the tester a core of its own, or merge several testers";
            case CEILING -> held + " the limits; that was the ceiling, the server may hold more";
            case SERVER_GONE -> held + "; then the server could not be reached " + found.endedBy();
        };
    }
}
