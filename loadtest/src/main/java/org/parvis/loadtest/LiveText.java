package org.parvis.loadtest;

import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.crowd.Swarm;
import org.parvis.loadtest.live.LiveFigures;
import org.parvis.loadtest.measure.SecondPoint;
import org.parvis.loadtest.measure.SecondTally;
import org.parvis.loadtest.scenario.Scenario;

/** The newest second of a run as live figures. Any thread. */
final class LiveText {
    private final Swarm swarm;
    private final Scenario scenario;

    LiveText(Swarm swarm, Scenario scenario) {
        this.swarm = swarm;
        this.scenario = scenario;
    }

    /** The figures; empty before the first second is over. */
    String newest() {
        @Nullable SecondTally last = swarm.newestSecond();
        if (last == null) {
            return "";
        }
        return LiveFigures.of(
                SecondPoint.of(last), scenario.stages().get(last.stage()).name());
    }
}
