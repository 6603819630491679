package org.parvis.loadtest;

import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.ScenarioException;
import org.parvis.loadtest.scenario.Scenarios;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which scenario is played; shared by the commands that play one. */
final class ScenarioOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SCENARIO",
            showDefaultValue = Help.Visibility.NEVER,
            description = "Built-in name or file; see 'scenarios'.")
    private String scenarioName = "";

    @Mixin
    private final PlayOptions play = new PlayOptions();

    @Option(
            names = "--recording",
            paramLabel = "FILE",
            description = "The recorded crowd that groups with motion replay follow, instead of the file's.")
    private @Nullable String recording;

    @Option(names = "--quiet", description = "Nobody says or shows anything: what a run with chat is compared with.")
    private boolean quiet;

    ScenarioOptions() {}

    PlayOptions play() {
        return play;
    }

    /** The scenario with what the options change in it, the limits excepted. */
    Scenario scenario() {
        try {
            Scenario scenario = play.changed(Scenarios.read(scenarioName));
            scenario = recording == null ? scenario : scenario.replaying(recording);
            return quiet ? scenario.silent() : scenario;
        } catch (ScenarioException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
