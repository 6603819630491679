package org.parvis.loadtest.crowd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.parvis.loadtest.motion.Motion;
import org.parvis.loadtest.motion.Recording;
import org.parvis.loadtest.motion.ReplayMotion;
import org.parvis.loadtest.motion.VenueGround;
import org.parvis.loadtest.motion.Walk;
import org.parvis.loadtest.motion.WaypointMotion;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Group;
import org.parvis.loadtest.scenario.Scenario.Walking;

/**
 * Spreads the groups of a scenario evenly over the seats of the crowd, so that any number of people has the
 * shares the file asks for, and gives each group its motion. Event loop only after construction.
 */
public final class ScenarioCast implements Cast {
    private static final double GOLDEN = 0.6180339887498949;

    private final List<Group> groups;
    private final Map<Group, Motion> motions = new HashMap<>();

    /**
     * @param scenario whose groups these are
     * @param ground of the venue
     * @throws IOException if a recording cannot be read or fits nowhere
     */
    public ScenarioCast(Scenario scenario, VenueGround ground) throws IOException {
        groups = scenario.groups();
        for (Group group : groups) {
            motions.put(group, motion(scenario, group, ground, scenario.seed() + motions.size()));
        }
    }

    @Override
    public Group groupOf(int index) {
        double draw = (index + 0.5) * GOLDEN % 1;
        double reached = 0;
        for (Group group : groups) {
            reached += group.share();
            if (draw < reached) {
                return group;
            }
        }
        return groups.get(groups.size() - 1);
    }

    @Override
    public Motion motionOf(Group group) {
        return motions.getOrDefault(group, StandMotion.STAND);
    }

    private static Motion motion(Scenario scenario, Group group, VenueGround ground, long seed) throws IOException {
        Walking walk = group.walk();
        return switch (walk.motion()) {
            case STAND -> StandMotion.STAND;
            case WAYPOINT ->
                new WaypointMotion(ground.floors(), walk.speedMS(), walk.reachM(), walk.pauseMs() / 1e3, seed);
            case REPLAY -> {
                try {
                    yield new ReplayMotion(
                            Recording.read(Path.of(walk.recording())),
                            ground.floors().get(ground.spawn().floorIndex()),
                            ground.spawn().x(),
                            ground.spawn().z(),
                            (int) Math.ceil(scenario.mostPeople() * group.share()),
                            walk.speedMS());
                } catch (IllegalArgumentException e) {
                    throw new IOException(e.getMessage(), e);
                }
            }
        };
    }

    /** People who stay where they are and only turn. */
    private enum StandMotion implements Motion {
        STAND;

        @Override
        public void advance(Walk walk, double seconds) {
            // Their yaw changes with every move; the place does not.
        }
    }
}
