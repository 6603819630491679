package org.parvis.server.interest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.Chat;
import org.parvis.server.instance.InstanceConfig;
import org.parvis.server.interest.plan.AlwaysNear;
import org.parvis.server.interest.plan.InterestConfig;
import org.parvis.server.interest.plan.Spotlight;
import org.parvis.server.social.ChatFeature;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SeenCrowd;
import org.parvis.server.testing.SmallVenue;

/** A house so packed that near rings reach a few metres, and two at opposite walls. */
class KeptNearInstanceTest {
    private static final int PEOPLE = 150;
    private static final int SIDE_M = 24;
    private static final int BUDGET_BYTES_PER_S = 4_500;
    private static final int TICKS = 60;
    private static final double APART_M = 10.5;
    private static final int QUARANTINE_S = 10;

    private final Random random = new Random(1);
    private HandTicked house;
    private Guest west;
    private Guest east;
    private List<Guest> crowd = List.of();

    @BeforeEach
    void fill() {
        InterestConfig tight = new InterestConfig(30, 60, 120, 20, 4, 20, 20, 48, BUDGET_BYTES_PER_S, 2_000, 20);
        InstanceConfig config = new InstanceConfig(20, PEOPLE + 2, 3, 6, 0.15, 0.25, 30, 4_096, tight);
        house = HandTicked.of(SmallVenue.square(SIDE_M), config, new ChatFeature());
        west = house.join("west", -APART_M, 0);
        east = house.join("east", APART_M, 0);
        List<Guest> others = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            others.add(house.ask("guest " + i, spot(), spot()));
            if (i % 10 == 0) {
                house.tick();
            }
        }
        house.tick();
        crowd = others;
        walk(2 * TICKS);
    }

    private double spot() {
        return (random.nextDouble() - 0.5) * (SIDE_M - 4);
    }

    /** Everybody walks to and fro for a while; tells in how many ticks west saw east where east was. */
    private int walk(int ticks) {
        int seenInPlace = 0;
        for (int tick = 0; tick < ticks; tick++) {
            for (int i = tick % 2; i < crowd.size(); i += 2) {
                Guest guest = crowd.get(i);
                guest.walkTo(
                        guest.xM() + random.nextDouble() * 0.2 - 0.1, guest.zM() + random.nextDouble() * 0.2 - 0.1);
            }
            double stepM = house.tickNumber() % 40 < 20 ? 0.1 : -0.1;
            east.walkTo(east.xM(), east.zM() + stepM);
            house.tick();
            SeenCrowd.Seen seen = west.crowd().find(east.avatar());
            if (seen != null && Math.hypot(seen.xM() - east.xM(), seen.zM() - east.zM()) < 0.01) {
                seenInPlace++;
            }
        }
        return seenInPlace;
    }

    @Test
    void whoIsInTheSpotlightIsNearForEverybodyHoweverFar() {
        assertThat(walk(TICKS)).as("without the spotlight").isLessThan(TICKS / 2);
        assertThat(house.seam().spotlight(east.avatar(), true)).isTrue();
        walk(4);
        assertThat(walk(TICKS)).as("in the spotlight").isEqualTo(TICKS);
        assertThat(house.seam().spotlight(east.avatar(), false)).isTrue();
        walk(4);
        assertThat(walk(TICKS)).as("after it").isLessThan(TICKS / 2);
    }

    @Test
    void theSpotlightHoldsSixteen() {
        for (int i = 0; i < Spotlight.MOST; i++) {
            assertThat(house.seam().spotlight(crowd.get(i).avatar(), true)).isTrue();
        }
        assertThat(house.seam().spotlight(east.avatar(), true)).isFalse();
        house.mailbox().leave(crowd.get(3).avatar(), crowd.get(3));
        house.tick();
        assertThat(house.seam().spotlight(east.avatar(), true)).isTrue();
    }

    @Test
    void companionsAreNearHoweverFar() {
        house.seam().keepNear(west.avatar(), east.avatar(), true);
        walk(4);
        assertThat(walk(TICKS)).isEqualTo(TICKS);
        for (int i = 0; i < AlwaysNear.MOST; i++) {
            house.seam().keepNear(west.avatar(), crowd.get(i).avatar(), true);
        }
        walk(4);
        assertThat(walk(TICKS)).as("displaced by newer companions").isLessThan(TICKS);
    }

    @Test
    void whoeverGetsTheNumberOfACompanionWhoLeftIsNone() {
        house.seam().keepNear(west.avatar(), east.avatar(), true);
        walk(4);
        assertThat(walk(TICKS)).isEqualTo(TICKS);
        int number = east.avatar();
        house.mailbox().leave(number, east);
        house.seconds(QUARANTINE_S + 1);

        east = house.join("heir", APART_M, 0);
        assertThat(east.avatar()).isEqualTo(number);
        // Until the plans are those of a crowd that walks again.
        walk(2 * TICKS);
        assertThat(walk(TICKS)).isLessThan(TICKS / 2);
    }

    @Test
    void thoseWhoTalkSeeEachOtherAsNearUntilTheyFallSilent() {
        say(west);
        say(east);
        walk(4);
        assertThat(walk(TICKS)).isEqualTo(TICKS);
        walk(20 * 20);
        assertThat(walk(TICKS)).as("20 s after the last word").isLessThan(TICKS / 2);
    }

    private void say(Guest guest) {
        house.act(
                guest,
                Action.newBuilder()
                        .setId(house.tickNumber())
                        .setChat(Chat.newBuilder().setText("Hello").build()));
        house.tick();
    }
}
