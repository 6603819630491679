package org.parvis.server.interest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.parvis.server.instance.InstanceConfig;
import org.parvis.server.interest.plan.InterestConfig;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;

/**
 * A packed house of which nobody may be told everything. Keyframes of those who walk about come on top of the budget: a
 * third at most, as between the 48 kB/s a viewer is planned for and the 64 kB/s that none may exceed.
 */
class BudgetInstanceTest {
    private static final int PEOPLE = 400;
    private static final int SIDE_M = 24;
    private static final int SECONDS = 3;
    private static final int BUDGET_BYTES_PER_S = 12_000;

    @Test
    void nobodyGetsMoreThanTheirBudgetAndThoseBesideThemAreAlwaysTrue() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        HandTicked house = HandTicked.of(SmallVenue.square(SIDE_M), config());
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            guests.add(house.ask("guest " + i, place(random), place(random)));
            if (i % 10 == 0) {
                house.tick();
            }
        }
        house.tick();
        walk(house, guests, random, SECONDS);
        List<Integer> before = guests.stream().map(Guest::frameBytes).toList();
        walk(house, guests, random, SECONDS);

        for (int i = 0; i < guests.size(); i++) {
            int perSecond = (guests.get(i).frameBytes() - before.get(i)) / SECONDS;
            assertThat(perSecond)
                    .as("seed %d, bytes a second of guest %d", seed, i)
                    .isLessThan(BUDGET_BYTES_PER_S * 4 / 3);
        }
        for (Guest viewer : guests) {
            for (Guest other : guests) {
                if (Math.hypot(viewer.xM() - other.xM(), viewer.zM() - other.zM()) < 1) {
                    assertThat(viewer.crowd().find(other.avatar()))
                            .as("seed %d, %d sees %d", seed, viewer.avatar(), other.avatar())
                            .isNotNull()
                            .satisfies(seen -> assertThat(Math.hypot(seen.xM() - other.xM(), seen.zM() - other.zM()))
                                    .isLessThan(0.01));
                }
            }
        }
    }

    private static InstanceConfig config() {
        InterestConfig tight = new InterestConfig(30, 60, 120, 20, 4, 20, 20, 48, BUDGET_BYTES_PER_S, 2_000, 20);
        return new InstanceConfig(20, PEOPLE, 3, 6, 0.15, 0.25, 30, 4_096, tight);
    }

    private static void walk(HandTicked house, List<Guest> guests, Random random, int seconds) {
        for (int tick = 0; tick < seconds * 20; tick++) {
            for (int i = tick % 2; i < guests.size(); i += 2) {
                Guest guest = guests.get(i);
                guest.walkTo(
                        clamp(guest.xM() + random.nextDouble() * 0.28 - 0.14),
                        clamp(guest.zM() + random.nextDouble() * 0.28 - 0.14));
            }
            house.tick();
        }
    }

    private static double place(Random random) {
        return (random.nextDouble() - 0.5) * (SIDE_M - 2);
    }

    private static double clamp(double value) {
        double most = SIDE_M / 2.0 - 1;
        return Math.max(-most, Math.min(most, value));
    }
}
