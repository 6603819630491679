package org.parvis.server.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;

class TickAllocationInstanceTest {
    private static final int FEW = 250;
    private static final int MANY = 1_000;
    private static final int WARM_TICKS = 600;
    private static final int TICKS = 200;

    /** Where people walk, so that moves themselves cost the test nothing. */
    private record Step(int sequence, int floor, int xCm, int zCm, int yaw, int gait) implements Mailbox.MoveTarget {}

    /** What a tick allocates at all, such as its parcels, must not grow with the people. */
    @Test
    void tickAllocatesNothingPerAvatar() {
        long few = bytesPerTick(FEW);
        long many = bytesPerTick(MANY);
        assertThat((many - few) / (double) (MANY - FEW))
                .as("bytes a tick and avatar; %d bytes a tick for %d people, %d for %d", few, FEW, many, MANY)
                .isLessThan(0.1);
    }

    private static long bytesPerTick(int people) {
        HandTicked house = HandTicked.of(SmallVenue.square(100), InstanceConfig.DEFAULT.withCapacity(people));
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            guests.add(house.ask("guest " + i, (i % 40) * 2.3 - 45, Math.floorDiv(i, 40) * 3.6 - 44));
        }
        house.ticks(Math.max(40, people / 10));
        assertThat(house.instance().population()).isEqualTo(people);
        Step[][] steps = steps(guests);
        // Nobody takes frames from here on: what is measured is the tick, not the test's own side of the wire.
        house.muteGuests();
        walk(house, guests, steps, WARM_TICKS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        walk(house, guests, steps, TICKS);
        return (threads.getCurrentThreadAllocatedBytes() - before) / TICKS;
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
