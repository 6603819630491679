package org.parvis.loadtest.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * What a comparison found: what its JSON holds. Immutable; any thread.
 *
 * @param kind version of this form, {@value #KIND}
 * @param verdict of all figures together: worse if one is, better if one is and none worse
 * @param tolerancePercent changes up to this are no difference
 * @param method whether whole runs or stretches of seconds were the values compared
 * @param testerLate whether a tester was late, so that nothing can be passed
 * @param figures one by one
 * @param differences of the settings and the machines, a sentence each
 */
public record Comparison(
        String kind,
        Verdict verdict,
        double tolerancePercent,
        String method,
        boolean testerLate,
        List<FigureChange> figures,
        List<String> differences) {
    /** Version of the JSON. */
    public static final String KIND = "parvis-comparison/1";

    /** Copies the lists. */
    public Comparison {
        figures = List.copyOf(figures);
        differences = List.copyOf(differences);
    }

    /**
     * A figure on both sides.
     *
     * @param name as results call it
     * @param unit of the values
     * @param a mean of the first side
     * @param b mean of the second side
     * @param change from the first to the second
     * @param verdict on it
     */
    public record FigureChange(
            String name,
            String unit,
            double a,
            double b,
            @JsonUnwrapped Change change,
            Verdict verdict) {}

    /**
     * A change, in per cent of the first side's mean; positive means more.
     *
     * @param changePercent of the means
     * @param lowPercent the least the true change may be
     * @param highPercent the most it may be
     */
    public record Change(double changePercent, double lowPercent, double highPercent) {}
}
