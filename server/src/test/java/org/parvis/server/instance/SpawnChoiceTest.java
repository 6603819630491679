package org.parvis.server.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.Place;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;

/** Newcomers meet: they appear where people are, not at spawns in turn. */
final class SpawnChoiceTest {
    private final HandTicked house =
            HandTicked.of(SmallVenue.square(200).spawn(-80, -80).spawn(80, 80));

    @Test
    void twoNewcomersLandWithinHearing() {
        Place first = house.enter("Ann").welcome().getPlace();
        Place second = house.enter("Bob").welcome().getPlace();
        assertThat(metres(first, second)).isLessThan(10);
    }

    @Test
    void newcomerLandsWherePeopleAre() {
        house.join("Ann", 78, 78);
        house.seconds(1.5);
        Place place = house.enter("Bob").welcome().getPlace();
        assertThat(metres(place, at(80, 80))).isLessThan(10);
    }

    @Test
    void companyThatIsLargeEnoughIsLeftForTheNextSpawn() {
        Map<String, Integer> where = new HashMap<>();
        for (int i = 0; i < 3 * SpawnChoice.COMPANY + 30; i++) {
            Guest guest = house.enter("Guest " + i);
            Place place = guest.welcome().getPlace();
            where.merge(
                    Math.round(place.getXCm() / 8_000.0) + "," + Math.round(place.getZCm() / 8_000.0), 1, Integer::sum);
        }
        assertThat(where)
                .hasSize(3)
                .allSatisfy(
                        (spawn, count) -> assertThat(count).isBetween(SpawnChoice.COMPANY, SpawnChoice.COMPANY + 30));
    }

    private static Place at(int xM, int zM) {
        return Place.newBuilder().setXCm(100 * xM).setZCm(100 * zM).build();
    }

    private static double metres(Place one, Place other) {
        return Math.hypot(one.getXCm() - other.getXCm(), one.getZCm() - other.getZCm()) / 100;
    }
}
