package org.parvis.server.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.server.interest.plan.InterestConfig;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;

/** A whole crowd that loses its network at once, and comes back. */
@Tag("A46")
class ReturnInstanceTest {
    private static final int TICK_RATE_HZ = 20;
    private static final int CROWD = 400;
    private static final int MAILBOX = 64;
    private static final int INTRODUCTIONS_PER_TICK = 48;
    private static final int RESUME_WINDOW_S = 120;

    private HandTicked house;
    private final List<Guest> crowd = new ArrayList<>();

    @BeforeEach
    void fill() {
        InterestConfig rings = InterestConfig.DEFAULT;
        InstanceConfig config = new InstanceConfig(TICK_RATE_HZ, CROWD, 3, 6, 0.15, 0.25, 30, MAILBOX, rings);
        house = HandTicked.of(SmallVenue.square(300), config);
        for (int i = 0; i < CROWD; i++) {
            crowd.add(house.ask("guest " + i, i % 20 * 14 - 133, i / 20 * 14 - 133));
            if (i % 10 == 9) {
                house.tick();
            }
        }
        house.seconds(2);
    }

    @Test
    void whatTakesLongerThanAFourthOfATickWaitsForTheNext() {
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int number = i;
            assertThat(house.mailbox().run(() -> {
                        house.clock.advanceMs(5);
                        done.add(number);
                    }))
                    .isTrue();
        }
        house.tick();
        assertThat(done).containsExactly(0, 1, 2);
        house.tick();
        assertThat(done).containsExactly(0, 1, 2, 3, 4, 5);
        house.ticks(2);
        assertThat(done).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void oneCommandIsDoneInEachTickHoweverLongItTakes() {
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            house.mailbox().run(() -> {
                house.clock.advanceMs(500);
                done.add(number);
            });
        }
        house.tick();
        house.tick();
        assertThat(done).containsExactly(0, 1);
    }

    @Test
    void everybodyMayLoseTheConnectionAtOnceThoughTheMailboxIsFull() {
        while (house.mailbox().run(() -> {})) {
            assertThat(house.mailbox().waiting()).isLessThanOrEqualTo(MAILBOX);
        }
        crowd.forEach(guest -> house.mailbox().detach(guest.avatar(), guest));
        house.seconds(RESUME_WINDOW_S - 1);
        assertThat(house.instance().population()).isEqualTo(CROWD);
        house.seconds(2);
        assertThat(house.instance().population()).as("ghosts").isZero();
    }

    @Test
    void whoComesBackIsToldWhoIsThereThoseNearFirstAndEachOnce() {
        Guest before = crowd.get(CROWD / 2 + 10);
        house.mailbox().detach(before.avatar(), before);
        house.tick();
        Guest again = house.resume(before);
        for (int i = 0; i < TICK_RATE_HZ && again.names().isEmpty(); i++) {
            house.tick();
        }
        assertThat(again.names()).isNotEmpty().hasSizeLessThanOrEqualTo(INTRODUCTIONS_PER_TICK * 4);
        assertThat(again.names().keySet()).containsAll(within(40, again));

        house.seconds(2);
        assertThat(again.names()).hasSize(CROWD);
        int introductions = again.messages().stream()
                .mapToInt(message -> message.getIntroductions().getAvatarsCount())
                .sum();
        assertThat(introductions).isEqualTo(CROWD);
    }

    @Test
    void whoeverOfThemLeavesMeanwhileIsNotIntroduced() {
        Guest again = house.resume(crowd.get(0));
        Guest gone = crowd.get(CROWD - 1);
        house.mailbox().leave(gone.avatar(), gone);
        house.seconds(2);
        assertThat(again.names()).hasSize(CROWD - 1).doesNotContainKey(gone.avatar());
    }

    private List<Integer> within(double radiusM, Guest guest) {
        return crowd.stream()
                .filter(other -> Math.hypot(other.xM() - guest.xM(), other.zM() - guest.zM()) < radiusM)
                .map(Guest::avatar)
                .toList();
    }
}
