package org.parvis.server.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.server.interest.plan.InterestConfig;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;

/** What happens at the door when many come at once. */
class DoorsInstanceTest {
    private static final int GUESTS = 500;
    private static final int A_SECOND = 320;

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 20, 40})
    void asManyAreLetInPerSecondWhateverTheTickRate(int tickRateHz) {
        InterestConfig interest = InterestConfig.DEFAULT;
        InstanceConfig config = new InstanceConfig(tickRateHz, GUESTS, 3, 6, 0.15, 0.25, 30, 4_096, interest);
        HandTicked house = HandTicked.of(SmallVenue.square(60), config);
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < GUESTS; i++) {
            guests.add(house.ask("guest " + i, 0, 0));
        }

        house.tick();
        assertThat(guests.stream().filter(Guest::isIn)).hasSize(A_SECOND / tickRateHz);
        house.ticks(tickRateHz - 1);
        assertThat(guests.stream().filter(Guest::isIn)).hasSize(A_SECOND);
        house.ticks(tickRateHz);
        assertThat(guests).allMatch(Guest::isIn);
    }
}
