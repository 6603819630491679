package org.parvis.server.placement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.Place;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;
import org.parvis.world.ZoneKind;

/** Which places a client may wish for: those that an entrance reaches, and no others. */
final class EntranceReachTest {
    private final EntranceReach reach = new EntranceReach();
    private final VenueInstance instance = HandTicked.of(SmallVenue.square(200)
                    // A closed yard beside the spawn in the middle, and a stage in front of it.
                    .wall(4, -3, 8, -3)
                    .wall(8, -3, 8, 3)
                    .wall(8, 3, 4, 3)
                    .wall(4, 3, 4, -3)
                    .zone("stage", ZoneKind.STAGE, 0, -8, 2)
                    .zone("north gate", ZoneKind.GATE, 0, -95, 2)
                    .zone("square", ZoneKind.AREA, 60, 60, 10))
            .instance();

    @Test
    void stepsFromASpawnAreHeard() {
        assertHeard(0, 0);
        assertHeard(0, 12);
        assertHeard(-8, 3);
    }

    @Test
    void stepsFromAGateAreHeard() {
        assertHeard(0, -95);
        assertHeard(6, -90);
    }

    @Test
    void farPlacesAreNot() {
        assertNotHeard(60, 60);
        assertNotHeard(-90, 40);
        assertNotHeard(0, 14);
    }

    @Test
    void placesBehindWallsAreNotHoweverNear() {
        assertNotHeard(6, 0);
        assertNotHeard(9.5, 0);
    }

    @Test
    void stageIsForThoseWhoWereCalled() {
        assertNotHeard(0, -8);
        assertNotHeard(1, -7);
    }

    @Test
    void placesThatAreNoneAreNot() {
        assertNotHeard(0, 500);
        assertThat(reach.heard(instance, null)).isNull();
        assertThat(reach.heard(instance, Place.newBuilder().setFloor(7).build()))
                .isNull();
        assertThat(reach.heard(instance, Place.newBuilder().setFloor(-1).build()))
                .isNull();
    }

    private void assertHeard(double xM, double zM) {
        Place wish = place(xM, zM);
        assertThat(reach.heard(instance, wish)).isEqualTo(wish);
    }

    private void assertNotHeard(double xM, double zM) {
        assertThat(reach.heard(instance, place(xM, zM))).isNull();
    }

    private static Place place(double xM, double zM) {
        return Place.newBuilder()
                .setXCm((int) Math.round(100 * xM))
                .setZCm((int) Math.round(100 * zM))
                .build();
    }
}
