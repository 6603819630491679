package org.parvis.server.interest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.server.instance.InstanceConfig;
import org.parvis.server.interest.plan.PlanBook;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;

/** How many bodies a viewer is sent, and that the others are counted: none is forgotten, none counted twice. */
@Tag("A14")
class BodyLimitInstanceTest {
    private static final int RUN = 3;
    private static final double RUN_M_PER_TICK = 0.3;
    /** Beats after which a plan with too many is counted, made anew and taken over, see {@link PlanBook}. */
    private static final int MOST_TICKS_OVER = 20;
    /** Until all plans have been looked at twice more, and then the slowest ring and the horizon have had their turn. */
    private static final int SETTLED_TICKS = 160;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final List<Guest> guests = new ArrayList<>();

    @Test
    void whoIsSeenAndTheRemainderAreEverybody() {
        int sideM = 400;
        HandTicked house = HandTicked.of(SmallVenue.square(sideM), InstanceConfig.DEFAULT.withCapacity(300));
        fill(house, 300, sideM);
        for (int round = 0; round < 3; round++) {
            run(house, goals(sideM), 60);
            Guest leaver = guests.remove(0);
            house.mailbox().leave(leaver.avatar(), leaver);
            house.ticks(SETTLED_TICKS);

            for (Guest guest : guests) {
                assertThat(guest.crowd().all().size() + guest.crowd().remainder())
                        .as("seed %d, round %d, everybody as told to %d", seed, round, guest.avatar())
                        .isEqualTo(guests.size());
            }
            assertThat(guests)
                    .as("seed %d", seed)
                    .anyMatch(guest -> guest.crowd().remainder() > 0);
        }
    }

    @Test
    void nobodyIsSentMoreBodiesThanTheLimitForLong() {
        int limit = 50;
        int people = 400;
        InstanceConfig config = InstanceConfig.DEFAULT.withCapacity(people).withViewerBodies(limit);
        HandTicked house = HandTicked.of(SmallVenue.square(160), config);
        fill(house, people, 160);
        house.ticks(MOST_TICKS_OVER);
        Map<Guest, Integer> ticksOver = new HashMap<>();
        int longest = 0;
        // They come together, but so that no cell alone comes near the limit, and part again.
        for (int sideM : new int[] {90, 160}) {
            Map<Guest, double[]> goals = goals(sideM);
            for (int tick = 0; tick < 150; tick++) {
                run(house, goals, 1);
                Map<Integer, Integer> inCells = peopleInCells(house);
                for (Guest guest : guests) {
                    int sent = guest.crowd().cells().stream()
                            .mapToInt(cell -> inCells.getOrDefault(cell, 0))
                            .sum();
                    int over = sent > limit ? ticksOver.merge(guest, 1, Integer::sum) : 0;
                    ticksOver.put(guest, over);
                    longest = Math.max(longest, over);
                }
            }
        }

        assertThat(longest).as("seed %d, ticks over the limit", seed).isLessThan(MOST_TICKS_OVER);
        house.ticks(SETTLED_TICKS);
        for (Guest guest : guests) {
            int seen = guest.crowd().all().size();
            assertThat(guest.welcome().getLimits().getViewerBodies()).isEqualTo(limit);
            assertThat(seen).as("seed %d, seen by %d", seed, guest.avatar()).isBetween(2, limit);
            assertThat(seen + guest.crowd().remainder())
                    .as("seed %d, everybody as told to %d", seed, guest.avatar())
                    .isEqualTo(people);
        }
    }

    @Test
    void whoeverStandsInOnePackedCellIsSentAllOfItAndNoPlanIsMadeInVain() {
        HandTicked house = HandTicked.of(
                SmallVenue.square(60), InstanceConfig.DEFAULT.withCapacity(100).withViewerBodies(10));
        for (int i = 0; i < 40; i++) {
            guests.add(house.join("packed " + i, 7 + random.nextDouble(), 7 + random.nextDouble()));
        }
        house.ticks(SETTLED_TICKS);
        int before = guests.get(0).frames();
        house.ticks(SETTLED_TICKS);

        assertThat(guests.get(0).crowd().all()).as("seed %d", seed).hasSize(40);
        assertThat(guests.get(0).frames()).as("frames though nobody moves").isEqualTo(before);
    }

    private void fill(HandTicked house, int people, int sideM) {
        for (int i = 0; i < people; i++) {
            guests.add(house.ask("guest " + i, place(sideM), place(sideM)));
            if (i % 8 == 0) {
                house.tick();
            }
        }
        house.ticks(2);
    }

    private Map<Guest, double[]> goals(int sideM) {
        Map<Guest, double[]> goals = new HashMap<>();
        guests.forEach(guest -> goals.put(guest, new double[] {place(sideM), place(sideM)}));
        return goals;
    }

    private static void run(HandTicked house, Map<Guest, double[]> goals, int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            goals.forEach((guest, goal) -> {
                double dx = goal[0] - guest.xM();
                double dz = goal[1] - guest.zM();
                double part = Math.min(1, RUN_M_PER_TICK / Math.max(1e-3, Math.hypot(dx, dz)));
                guest.move(guest.xM() + dx * part, guest.zM() + dz * part, RUN, 0);
            });
            house.tick();
        }
    }

    private Map<Integer, Integer> peopleInCells(HandTicked house) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (Guest guest : guests) {
            int cell = house.instance().bodies().cell(guest.avatar());
            counts.merge(house.instance().cells().number(cell), 1, Integer::sum);
        }
        return counts;
    }

    private double place(int sideM) {
        return (random.nextDouble() - 0.5) * (sideM - 2);
    }
}
