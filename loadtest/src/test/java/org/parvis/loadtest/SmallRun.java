package org.parvis.loadtest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.parvis.loadtest.client.Endpoint;
import org.parvis.loadtest.report.RunResult;
import org.parvis.loadtest.report.TableReport;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Stage;
import org.parvis.loadtest.scenario.ScenarioException;
import org.parvis.loadtest.scenario.Scenarios;

/** Plays a built-in scenario with few people and short stages. Any thread. */
final class SmallRun {
    private static final Path RECORDING =
            Path.of(System.getProperty("parvis.shared.data"), "crowd", "lyon-festival-topview-2d.csv.gz");
    private static final int VIEWERS = 256;

    private SmallRun() {}

    static RunResult of(ServerProcess server, String name, int people, long stageMs)
            throws ScenarioException, IOException, InterruptedException {
        Scenario full = Scenarios.read(name).scaledTo(people).replaying(RECORDING.toString());
        List<Stage> stages =
                full.stages().stream().map(stage -> stage.withDuration(stageMs)).toList();
        Scenario small = new Scenario(
                full.name(), full.description(), full.venue(), full.seed(), full.groups(), stages, full.limits());
        StringWriter progress = new StringWriter();
        RunResult run = new Runner(
                        Runner.How.alone(Endpoint.plain(server.join()), VIEWERS), new PrintWriter(progress, true))
                .play(small, List.of());
        System.out.println(TableReport.of(run));
        return run;
    }
}
