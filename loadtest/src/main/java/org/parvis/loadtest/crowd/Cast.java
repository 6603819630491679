package org.parvis.loadtest.crowd;

import org.parvis.loadtest.motion.Motion;
import org.parvis.loadtest.scenario.Scenario.Group;

/** Says who is of which group and how the group moves. Event loop only. */
public interface Cast {
    /**
     * The group of a seat in the crowd.
     *
     * @param index of the seat
     * @return its group; the same for the same seat always
     */
    Group groupOf(int index);

    /**
     * How a group moves.
     *
     * @param group one of the scenario's
     * @return shared by all its people
     */
    Motion motionOf(Group group);
}
