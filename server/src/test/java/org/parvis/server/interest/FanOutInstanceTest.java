package org.parvis.server.interest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.CorrectionCause;
import org.parvis.protocol.v1.EmoteKind;
import org.parvis.server.instance.feature.Spot;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.plan.InterestConfig;
import org.parvis.server.interest.plan.LoadShedding;
import org.parvis.server.interest.plan.Pace;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SeenCrowd;
import org.parvis.server.testing.SmallVenue;
import org.parvis.world.LinkKind;

/**
 * What everybody sees, against a model that knows nothing of cells: who is near is seen exactly as they are, who is
 * farther as they were a few ticks ago, who is far away not at all.
 */
class FanOutInstanceTest {
    private static final double HALF_M = 150;
    /** The mid ring's turn comes every 4 ticks, up to 4 later where somebody's pace or ring changed. */
    private int midTicks = 9;

    /** The far ring's turn comes every 20 ticks, and may come after one of the mid ring. */
    private int farTicks = 29;

    private int slowestPace = Pace.EVERY;
    /** Half a step of a pose in a 16 m cell, along both axes, and rounding. */
    private static final double EXACT_M = 0.004;

    /** Where somebody was at a tick. */
    private record Trace(int cell, int floor, double xM, double zM, int yaw) {}

    private final Map<Guest, List<Trace>> traces = new HashMap<>();
    private final Map<Guest, Integer> goodSince = new HashMap<>();

    @Test
    void everybodySeesWhatTheRingsPromise() {
        walkAbout(false);
    }

    @Test
    @Tag("A41")
    void underPressureEverybodySeesTheSameLater() {
        slowestPace = Pace.SLOWEST;
        midTicks = 4 * LoadShedding.MOST_THIN + 5;
        farTicks = 20 * LoadShedding.MOST_THIN + midTicks;
        walkAbout(true);
    }

    private void walkAbout(boolean underPressure) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        InstanceConfig fast = new InstanceConfig(20, 300, 15, 20, 0.15, 0.25, 30, 4_096, InterestConfig.DEFAULT);
        HandTicked house = HandTicked.of(SmallVenue.square(2 * HALF_M).link(LinkKind.STAIRS, 0, 0), fast);
        List<Guest> here = new ArrayList<>();
        for (int step = 0; step < 700; step++) {
            disturb(house, here, random);
            if (underPressure && random.nextInt(20) == 0) {
                shed(house, random);
            }
            if (random.nextInt(60) == 0) {
                house.skip(2 + random.nextInt(30));
                traces.clear();
                goodSince.replaceAll((guest, since) -> house.tickNumber() + 2 * Pace.SLOWEST);
                departures.replaceAll((avatar, tick) -> house.tickNumber());
            } else {
                house.tick();
            }
            note(house, here);
            check(house, here, "seed " + seed + ", tick " + house.tickNumber());
        }
        assertThat(here).hasSizeGreaterThan(20);
    }

    private void shed(HandTicked house, Random random) {
        int thin = 1 << random.nextInt(3);
        LoadShedding shedding = new LoadShedding(1 << random.nextInt(3), thin, thin, 48);
        house.mailbox().run(() -> house.instance().interest().shed(shedding));
    }

    private void disturb(HandTicked house, List<Guest> here, Random random) {
        if (here.size() < 60 && random.nextInt(3) == 0) {
            here.add(house.ask("guest " + house.tickNumber(), around(random), around(random)));
        }
        for (Guest guest : List.copyOf(here)) {
            if (!guest.isIn()) {
                continue;
            }
            int choice = random.nextInt(400);
            if (choice == 0) {
                house.mailbox().leave(guest.avatar(), guest);
                here.remove(guest);
                departures.put(guest.avatar(), house.tickNumber());
            } else if (choice == 1) {
                Spot spot = new Spot(random.nextInt(2), around(random), around(random), random.nextInt(256));
                house.mailbox()
                        .run(() -> house.seam()
                                .places()
                                .place(guest.avatar(), spot, CorrectionCause.CORRECTION_CAUSE_PLACED));
            } else if (choice == 2) {
                house.mailbox().away(guest.avatar(), guest, random.nextBoolean());
            } else if (choice == 3) {
                house.mailbox().run(() -> house.seam().people().emote(guest.avatar(), EmoteKind.EMOTE_KIND_DANCE));
            } else if (choice == 4) {
                guest.readSlowly(!guest.readsSlowly());
                goodSince.put(guest, house.tickNumber() + 3 * Pace.SLOWEST);
            } else if (choice < 200) {
                double xM = guest.xM() + random.nextDouble() * 3 - 1.5;
                double zM = guest.zM() + random.nextDouble() * 3 - 1.5;
                guest.move(xM, zM, 1 + random.nextInt(3), random.nextInt(256));
            }
        }
    }

    private static double around(Random random) {
        return (random.nextDouble() * 2 - 1) * (HALF_M - 2);
    }

    private void note(HandTicked house, List<Guest> here) {
        Bodies bodies = house.instance().bodies();
        for (Guest guest : here) {
            if (guest.isIn()) {
                int avatar = guest.avatar();
                goodSince.putIfAbsent(guest, house.tickNumber());
                List<Trace> trace = traces.computeIfAbsent(guest, g -> new ArrayList<>());
                trace.add(new Trace(
                        bodies.cell(avatar),
                        bodies.floor(avatar),
                        bodies.xM(avatar),
                        bodies.zM(avatar),
                        bodies.yaw(avatar)));
            }
        }
    }

    private void check(HandTicked house, List<Guest> here, String when) {
        for (Guest viewer : here) {
            if (!viewer.isIn() || viewer.readsSlowly() || goodSince.getOrDefault(viewer, 0) > house.tickNumber()) {
                continue;
            }
            for (Guest other : here) {
                if (other.isIn()) {
                    checkPair(house, viewer, other, when);
                }
            }
            checkNoGhosts(here, viewer, house.tickNumber(), when);
        }
    }

    private void checkPair(HandTicked house, Guest viewer, Guest other, String when) {
        String what = when + ", viewer " + viewer.avatar() + ", other " + other.avatar();
        SeenCrowd.Seen seen = viewer.crowd().find(other.avatar());
        int pace = house.instance().bodies().isAway(viewer.avatar()) ? Pace.SLOWEST : slowestPace;
        if (within(viewer, other, 30, pace)) {
            assertThat(matchesSome(seen, other, pace))
                    .as("%s: %s is %s", what, seen, last(other, 0))
                    .isTrue();
            if (seen == null || pace > 1) {
                return;
            }
            Bodies bodies = house.instance().bodies();
            assertThat(seen.isAway()).as(what).isEqualTo(bodies.isAway(other.avatar()));
            assertThat(seen.gait()).as(what).isEqualTo(bodies.gait(other.avatar()));
            assertThat(seen.emote()).as(what).isEqualTo(bodies.emote(other.avatar()));
        } else if (within(viewer, other, 60, midTicks) && stayed(other, midTicks)) {
            assertThat(matchesSome(seen, other, midTicks))
                    .as("%s: mid %s", what, seen)
                    .isTrue();
        } else if (within(viewer, other, 120, farTicks) && stayed(other, farTicks)) {
            assertThat(matchesSome(seen, other, farTicks))
                    .as("%s: far %s", what, seen)
                    .isTrue();
        } else if (isBeyond(viewer, other)) {
            assertThat(seen).as("%s is beyond all rings", what).isNull();
        }
    }

    private void checkNoGhosts(List<Guest> here, Guest viewer, int tick, String when) {
        if (traces.getOrDefault(viewer, List.of()).size() <= farTicks) {
            return;
        }
        for (int avatar : viewer.crowd().all().keySet()) {
            boolean lives = here.stream().anyMatch(guest -> guest.isIn() && guest.avatar() == avatar);
            int leftAgo = tick - departures.getOrDefault(avatar, 0);
            assertThat(lives || leftAgo <= farTicks + midTicks)
                    .as(when + ", ghost " + avatar)
                    .isTrue();
        }
    }

    private final Map<Integer, Integer> departures = new HashMap<>();

    private boolean within(Guest viewer, Guest other, double radiusM, int ticks) {
        List<Trace> mine = traces.getOrDefault(viewer, List.of());
        List<Trace> theirs = traces.getOrDefault(other, List.of());
        if (mine.size() < ticks || theirs.size() < ticks) {
            return false;
        }
        for (int back = 0; back < ticks; back++) {
            if (last(viewer, back).floor() != last(other, back).floor()
                    || distanceM(last(viewer, back), last(other, back)) > radiusM) {
                return false;
            }
        }
        return true;
    }

    /** Who changes cells faster than a ring's turn comes may be missed by it, so that nothing is promised of them. */
    private boolean stayed(Guest other, int ticks) {
        for (int back = 1; back < ticks; back++) {
            if (last(other, back).cell() != last(other, 0).cell()) {
                return false;
            }
        }
        return true;
    }

    private boolean isBeyond(Guest viewer, Guest other) {
        List<Trace> mine = traces.getOrDefault(viewer, List.of());
        List<Trace> theirs = traces.getOrDefault(other, List.of());
        if (mine.size() < farTicks || theirs.size() < farTicks) {
            return false;
        }
        for (int back = 0; back < farTicks; back++) {
            if (distanceM(last(viewer, back), last(other, back)) < 120 + 16 * 1.5 + 8 * 1.5 + 4) {
                return false;
            }
        }
        return true;
    }

    private static double distanceM(Trace a, Trace b) {
        return Math.hypot(a.xM() - b.xM(), a.zM() - b.zM());
    }

    private Trace last(Guest guest, int back) {
        List<Trace> trace = traces.getOrDefault(guest, List.of());
        return trace.get(trace.size() - 1 - back);
    }

    private boolean matchesSome(SeenCrowd.@Nullable Seen seen, Guest other, int ticks) {
        for (int back = 0; back < ticks; back++) {
            if (matches(seen, last(other, back))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(SeenCrowd.@Nullable Seen seen, Trace trace) {
        return seen != null
                && Math.abs(seen.xM() - trace.xM()) < EXACT_M
                && Math.abs(seen.zM() - trace.zM()) < EXACT_M
                && seen.yaw() == trace.yaw();
    }

    @Test
    void nothingNewMeansNoFrame() {
        HandTicked house = HandTicked.of(SmallVenue.square(100));
        Guest ann = house.join("Ann", 0, 0);
        house.join("Bob", 5, 0);
        house.seconds(2);
        int frames = ann.frames();
        house.seconds(5);
        assertThat(ann.frames()).isEqualTo(frames);
    }

    @Test
    void whoeverIsFarAwayIsCountedInTheHorizon() {
        HandTicked house = HandTicked.of(SmallVenue.square(600));
        Guest ann = house.join("Ann", -250, 0);
        Guest bob = house.join("Bob", 250, 0);
        house.join("Cem", 251, 0);
        house.seconds(2);
        assertThat(ann.crowd().horizon().values()).containsExactly(2);
        house.mailbox().leave(bob.avatar(), bob);
        house.seconds(2);
        assertThat(ann.crowd().horizon().values()).containsExactly(1);
    }

    @Test
    void namesArriveBeforeOrWithTheFirstPoseOfThoseNear() {
        HandTicked house = HandTicked.of(SmallVenue.square(100));
        Guest ann = house.join("Ann", 0, 0);
        Guest bob = house.join("Bob", 5, 0);
        assertThat(ann.crowd().find(bob.avatar())).isNotNull();
        assertThat(ann.names()).containsEntry(bob.avatar(), "Bob").containsEntry(ann.avatar(), "Ann");
        house.seconds(3);
        long introductions = ann.messages().stream()
                .filter(message -> message.hasIntroductions())
                .mapToInt(message -> message.getIntroductions().getAvatarsCount())
                .sum();
        assertThat(introductions).isEqualTo(2);
    }

    @Test
    @Tag("A41")
    void laggingEventLoopMissesBytesAndLosesNothing() {
        HandTicked house = HandTicked.of(SmallVenue.square(100));
        Guest ann = house.join("Ann", 0, 0);
        Guest bob = house.join("Bob", 5, 0);
        house.stallLoop(true);
        for (int step = 1; step <= 40; step++) {
            bob.walkTo(5 + step * 0.1, 0);
            house.tick();
        }
        house.stallLoop(false);
        house.ticks(3);
        assertThat(ann.sees(bob).xM()).isCloseTo(bob.xM(), org.assertj.core.api.Assertions.within(EXACT_M));
        assertThat(house.instance().population()).isEqualTo(2);
    }

    @Test
    void whoComesIntoAQuietPlaceIsIntroducedToo() {
        HandTicked house = HandTicked.of(SmallVenue.square(100));
        Guest ann = house.join("Ann", 0, 0);
        house.ticks(500);
        Guest bob = house.join("Bob", 2, 0);
        house.ticks(10);

        assertThat(ann.names()).containsEntry(bob.avatar(), "Bob");
        assertThat(bob.names()).containsEntry(ann.avatar(), "Ann");
    }

    @Test
    void whoComesInTheTickOfAResumeIsIntroducedToo() {
        HandTicked house = HandTicked.of(SmallVenue.square(40));
        Guest ann = house.join("Ann", 0, 0);
        house.ticks(3);
        Guest bob = house.ask("Bob", 2, 0);
        Guest annAgain = house.resume(ann);
        house.ticks(3);
        assertThat(annAgain.names()).containsEntry(bob.avatar(), "Bob").containsEntry(ann.avatar(), "Ann");
    }
}
