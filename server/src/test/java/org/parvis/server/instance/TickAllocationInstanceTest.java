package org.parvis.server.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;

class TickAllocationInstanceTest {
    private static final int PEOPLE = 500;
    private static final int WARM_TICKS = 600;
    private static final int TICKS = 200;

    /** Where people walk, so that moves themselves cost the test nothing. */
    private record Step(int sequence, int floor, int xCm, int zCm, int yaw, int gait) implements Mailbox.MoveTarget {}

    @Test
    void tickAllocatesNothingPerAvatar() {
        HandTicked house = HandTicked.of(SmallVenue.square(100), InstanceConfig.DEFAULT.withCapacity(PEOPLE));
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            guests.add(house.ask("guest " + i, (i % 25) * 3.6 - 45, Math.floorDiv(i, 25) * 4.4 - 44));
        }
        house.ticks(40);
        Step[][] steps = steps(guests);
        // Nobody takes frames from here on: what is measured is the tick, not the test's own side of the wire.
        house.muteGuests();
        walk(house, guests, steps, WARM_TICKS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        walk(house, guests, steps, TICKS);
        long perTick = (threads.getCurrentThreadAllocatedBytes() - before) / TICKS;
        assertThat(house.instance().population()).isEqualTo(PEOPLE);
        assertThat(perTick).as("bytes a tick for %d walking people", PEOPLE).isLessThan(4L * PEOPLE);
    }

    private static Step[][] steps(List<Guest> guests) {
        Step[][] steps = new Step[guests.size()][2];
        for (int i = 0; i < steps.length; i++) {
            int xCm = (int) Math.round(guests.get(i).xM() * 100);
            int zCm = (int) Math.round(guests.get(i).zM() * 100);
            steps[i][0] = new Step(1, 0, xCm + 10, zCm, 0, 2);
            steps[i][1] = new Step(2, 0, xCm, zCm, 128, 2);
        }
        return steps;
    }

    private static void walk(HandTicked house, List<Guest> guests, Step[][] steps, int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            for (int i = 0; i < steps.length; i++) {
                house.mailbox().move(guests.get(i).avatar(), steps[i][tick & 1]);
            }
            house.tick();
        }
    }
}
