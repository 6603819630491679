package org.parvis.server.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.Correction;
import org.parvis.protocol.v1.CorrectionCause;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;
import org.parvis.world.LinkKind;

class MovementInstanceTest {
    @Test
    void walkerArrivesWhereTheClientPredicted() {
        HandTicked house = HandTicked.of(SmallVenue.square(60));
        Guest ann = house.join("Ann", 0, 0);
        for (int step = 1; step <= 20; step++) {
            ann.walkTo(0.3 * step, 0);
            house.ticks(2);
        }
        assertThat(ann.xM()).isCloseTo(6, within(0.001));
        assertThat(ann.messages()).noneMatch(ServerMessage::hasCorrection);
    }

    @Test
    void leapIsShortenedAndCorrected() {
        HandTicked house = HandTicked.of(SmallVenue.square(60));
        Guest ann = house.join("Ann", 0, 0);
        ann.walkTo(20, 0);
        house.tick();
        assertThat(ann.xM()).isLessThan(3 * 1.15 * 0.5 + 0.01).isGreaterThan(1);
        Correction told = correction(ann);
        assertThat(told.getCause()).isEqualTo(CorrectionCause.CORRECTION_CAUSE_SPEED);
        assertThat(told.getPlace().getXCm() / 100.0).isCloseTo(ann.xM(), within(0.01));
        assertThat(told.getSequence()).isEqualTo(1);
    }

    @Test
    void nobodyIsFasterThanTheirGaitInTheLongRun() {
        HandTicked house = HandTicked.of(SmallVenue.square(400));
        Guest ann = house.join("Ann", -150, 0);
        for (int tick = 0; tick < 200; tick++) {
            ann.move(150, 0, 3, 0);
            house.tick();
        }
        assertThat(ann.xM() + 150).isLessThan(10 * 6 * 1.15 + 3.5).isGreaterThan(10 * 6);
    }

    @Test
    void wallStopsAndLetsSlide() {
        HandTicked house = HandTicked.of(SmallVenue.square(60).wall(2, -10, 2, 10));
        Guest ann = house.join("Ann", 0, 0);
        for (int step = 1; step <= 40; step++) {
            ann.walkTo(Math.min(0.15 * step, 3), 0.1 * step);
            house.tick();
        }
        assertThat(ann.xM()).isBetween(1.5, 1.72);
        assertThat(ann.zM()).isCloseTo(4, within(0.1));
        assertThat(correction(ann).getCause()).isEqualTo(CorrectionCause.CORRECTION_CAUSE_OBSTACLE);
    }

    @Test
    void columnIsWalkedAroundNotThrough() {
        HandTicked house = HandTicked.of(SmallVenue.square(60).column(3, 0.05, 1));
        Guest ann = house.join("Ann", 0, 0);
        for (int tick = 0; tick < 200; tick++) {
            ann.walkTo(Math.min(ann.xM() + 0.15, 6), ann.zM());
            house.tick();
            assertThat(Math.hypot(ann.xM() - 3, ann.zM() - 0.05)).isGreaterThan(1.25);
        }
        assertThat(ann.xM()).isGreaterThan(4);
    }

    @Test
    void nobodyPassesWallsWhateverTheyTry() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        SmallVenue venue = SmallVenue.square(30);
        // A closed room in the middle, with nooks around it.
        venue.wall(-5, -5, 5, -5).wall(5, -5, 5, 5).wall(5, 5, -5, 5).wall(-5, 5, -5, -5);
        venue.wall(5, 0, 10, 4).wall(-10, -3, -5, -1).wall(0, 5, 0.5, 9);
        HandTicked house = HandTicked.of(venue);
        Guest inside = house.join("in", 0, 0);
        Guest outside = house.join("out", 10, -10);
        for (int tick = 0; tick < 20_000; tick++) {
            inside.move(random.nextDouble() * 30 - 15, random.nextDouble() * 30 - 15, 3, 0);
            outside.move(random.nextDouble() * 40 - 20, random.nextDouble() * 40 - 20, 3, 0);
            house.ticks(random.nextInt(12) == 0 ? 10 : 1);
            assertThat(Math.max(Math.abs(inside.xM()), Math.abs(inside.zM())))
                    .as("inside, seed %d, tick %d", seed, tick)
                    .isLessThan(4.8);
            assertThat(Math.max(Math.abs(outside.xM()), Math.abs(outside.zM())))
                    .as("outside, seed %d, tick %d", seed, tick)
                    .isBetween(5.15, 14.85);
        }
    }

    @Test
    void moveForAnotherFloorIsIgnored() {
        HandTicked house = HandTicked.of(SmallVenue.square(60).link(LinkKind.STAIRS, 10, 0));
        Guest ann = house.join("Ann", 0, 0);
        house.mailbox().move(ann.avatar(), new MoveTo(1, 1, 100, 0));
        house.tick();
        assertThat(ann.xM()).isCloseTo(0, within(0.001));
    }

    @Test
    @Tag("A7")
    void stairsLeadUpAtOnceWithoutInterpolation() {
        HandTicked house = HandTicked.of(SmallVenue.square(60).link(LinkKind.STAIRS, 3, 0));
        Guest ann = house.join("Ann", 0, 0);
        Guest bob = house.join("Bob", 0, 2);
        walkEast(house, ann, 2.2);
        assertThat(house.instance().bodies().floor(ann.avatar())).isEqualTo(1);
        assertThat(ann.zM()).isCloseTo(3, within(0.001));
        assertThat(correction(ann).getCause()).isEqualTo(CorrectionCause.CORRECTION_CAUSE_LINK);
        assertThat(correction(ann).getPlace().getFloor()).isEqualTo(1);
        house.ticks(20);
        assertThat(bob.sees(ann).jumped()).isTrue();
    }

    @Test
    void liftTakesASecond() {
        HandTicked house = HandTicked.of(SmallVenue.square(60).link(LinkKind.LIFT, 3, 0));
        Guest ann = house.join("Ann", 0, 0);
        walkEast(house, ann, 2.2);
        assertThat(house.instance().bodies().floor(ann.avatar())).isZero();
        house.ticks(15);
        assertThat(house.instance().bodies().floor(ann.avatar())).isZero();
        house.ticks(10);
        assertThat(house.instance().bodies().floor(ann.avatar())).isEqualTo(1);
    }

    @Test
    void whoLeavesTheLiftBeforeItGoesStays() {
        HandTicked house = HandTicked.of(SmallVenue.square(60).link(LinkKind.LIFT, 3, 0));
        Guest ann = house.join("Ann", 0, 0);
        walkEast(house, ann, 2.2);
        ann.walkTo(1.5, 0);
        house.ticks(40);
        assertThat(house.instance().bodies().floor(ann.avatar())).isZero();
    }

    @Test
    void instanceIsTouchedByItsOwnerOnly() throws Exception {
        HandTicked house = HandTicked.of(SmallVenue.square(60));
        house.tick();
        Throwable[] thrown = new Throwable[1];
        Thread stranger = new Thread(
                () -> {
                    try {
                        house.tick();
                    } catch (IllegalStateException e) {
                        thrown[0] = e;
                    }
                },
                "stranger");
        stranger.start();
        stranger.join();
        assertThat(thrown[0])
                .hasMessageContaining("stranger")
                .hasMessageContaining(Thread.currentThread().getName())
                .hasMessageContaining("Mailbox");
    }

    @Test
    void moverWithoutAnyoneBehindItIsHarmless() {
        HandTicked house = HandTicked.of(SmallVenue.square(60));
        house.mailbox().move(7, new MoveTo(1, 0, 100, 0));
        house.tick();
        assertThat(house.instance().population()).isZero();
        assertThat(house.join("Ann", 0, 0).crowd().find(7)).isNull();
    }

    private static void walkEast(HandTicked house, Guest guest, double toXM) {
        int floor = house.instance().bodies().floor(guest.avatar());
        for (double xM = 0.1; xM < toXM && house.instance().bodies().floor(guest.avatar()) == floor; xM += 0.1) {
            guest.walkTo(xM, 0);
            house.tick();
        }
    }

    private static Correction correction(Guest guest) {
        return guest.messages().stream()
                .filter(ServerMessage::hasCorrection)
                .reduce((first, second) -> second)
                .orElseThrow()
                .getCorrection();
    }

    private record MoveTo(int sequence, int floor, int xCm, int zCm) implements Mailbox.MoveTarget {
        @Override
        public int yaw() {
            return 0;
        }

        @Override
        public int gait() {
            return 2;
        }
    }
}
