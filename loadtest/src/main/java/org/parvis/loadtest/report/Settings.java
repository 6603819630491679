package org.parvis.loadtest.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.net.URI;
import java.util.List;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Group;
import org.parvis.loadtest.scenario.Scenario.Limits;
import org.parvis.loadtest.scenario.Scenario.Stage;

/**
 * With what a run was made: enough to make it again. Immutable; any thread.
 *
 * @param what what was played where
 * @param size how many people and testers
 * @param groups kinds of people
 * @param stages what happened one after another
 * @param limits what the measured stages had to hold
 */
public record Settings(
        @JsonUnwrapped What what, @JsonUnwrapped Size size, List<Group> groups, List<Stage> stages, Limits limits) {
    /** Copies the lists. */
    public Settings {
        groups = List.copyOf(groups);
        stages = List.copyOf(stages);
    }

    /**
     * What was played where.
     *
     * @param scenario its name
     * @param url the server's join address
     * @param venue id of the venue, empty for the server's default
     * @param seed of all random numbers
     */
    public record What(String scenario, String url, String venue, long seed) {}

    /**
     * How many.
     *
     * @param people the largest crowd, of all testers together
     * @param viewersSampled how many people recorded what they saw of others
     * @param testers processes whose results these are together
     */
    public record Size(int people, int viewersSampled, int testers) {}

    /**
     * The settings of one tester.
     *
     * @param scenario what is played
     * @param url the server's join address
     * @param viewersSampled how many people record what they see of others
     * @return the settings
     */
    public static Settings of(Scenario scenario, URI url, int viewersSampled) {
        return new Settings(
                new What(scenario.name(), url.toString(), scenario.venue(), scenario.seed()),
                new Size(scenario.mostPeople(), viewersSampled, 1),
                scenario.groups(),
                scenario.stages(),
                scenario.limits());
    }
}
