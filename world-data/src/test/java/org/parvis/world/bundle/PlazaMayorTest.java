package org.parvis.world.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.world.Fixture;
import org.parvis.world.FixtureKind;
import org.parvis.world.Link;
import org.parvis.world.LinkEnd;
import org.parvis.world.LinkKind;
import org.parvis.world.LocalText;
import org.parvis.world.PointOfInterest;
import org.parvis.world.Spawn;
import org.parvis.world.Venue;
import org.parvis.world.Zone;
import org.parvis.world.ZoneKind;
import org.parvis.world.fault.BundleException;
import org.parvis.world.spatial.FloorMap;

class PlazaMayorTest {
    private static final double ARM_M = 1.5;

    private final Venue venue = open();

    private static Venue open() {
        try {
            return VenueSource.resolve("plaza-mayor").open().venue();
        } catch (BundleException e) {
            throw new AssertionError(e.faults().toString(), e);
        }
    }

    @Test
    void everythingCanBeReachedFromEverySpawn() {
        for (Spawn spawn : venue.spawns()) {
            Reach reach = new Reach(venue, spawn);
            for (Zone zone : venue.zones()) {
                assertThat(reach.inside(zone.floorIndex(), zone.polygon()))
                        .as("zone %s from %s", zone.id(), spawn.id())
                        .isTrue();
            }
            for (Link link : venue.links()) {
                for (LinkEnd end : link.ends()) {
                    assertThat(reach.inside(end.floorIndex(), end.polygon()))
                            .as("an end of %s from %s", link.id(), spawn.id())
                            .isTrue();
                }
            }
            for (Fixture fixture : venue.fixtures()) {
                assertThat(reach.near(fixture.floorIndex(), fixture.x(), fixture.z(), ARM_M))
                        .as("fixture %s from %s", fixture.id(), spawn.id())
                        .isTrue();
            }
            for (PointOfInterest point : venue.pointsOfInterest()) {
                assertThat(reach.near(point.floorIndex(), point.x(), point.z(), ARM_M))
                        .as("point of interest %s from %s", point.id(), spawn.id())
                        .isTrue();
            }
        }
    }

    @Test
    void peopleCanWalkOutThroughEveryGateIntoTheStreets() {
        Reach reach = new Reach(venue, venue.spawns().get(0));

        assertThat(venue.zones())
                .filteredOn(zone -> zone.kind().equals(ZoneKind.GATE))
                .hasSize(9)
                .allSatisfy(gate -> {
                    double x = (gate.polygon().bounds().minX()
                                    + gate.polygon().bounds().maxX())
                            / 2;
                    double z = (gate.polygon().bounds().minZ()
                                    + gate.polygon().bounds().maxZ())
                            / 2;
                    boolean northOrSouth = Math.abs(z) > 52;
                    double outX = northOrSouth ? x : Math.signum(x) * 84;
                    double outZ = northOrSouth ? Math.signum(z) * 67 : z;
                    assertThat(reach.near(0, outX, outZ, 1)).as(gate.id()).isTrue();
                    assertThat(new FloorMap(venue.floor(0)).clearLine(x, z, outX, outZ, 0.3))
                            .as("straight out of " + gate.id())
                            .isTrue();
                });
    }

    @Test
    void hasWhatShowsHuntsAndShopsNeed() {
        assertThat(zones(ZoneKind.STAGE)).hasSize(1);
        assertThat(zones(ZoneKind.STAGE_FRONT)).hasSize(1);
        assertThat(zones(ZoneKind.SHOP)).hasSize(5);
        assertThat(zones(ZoneKind.EXHIBITION)).extracting(Zone::floorIndex).containsExactlyInAnyOrder(0, 1);
        assertThat(zones(ZoneKind.COURTYARD)).hasSize(1);
        assertThat(venue.links()).extracting(Link::kind).containsExactly(LinkKind.STAIRS, LinkKind.LIFT);
        assertThat(venue.fixtures())
                .filteredOn(f -> f.kind().equals(FixtureKind.BENCH))
                .hasSizeGreaterThanOrEqualTo(12);
        assertThat(venue.fixtures())
                .filteredOn(f -> f.kind().equals(FixtureKind.BELL))
                .hasSize(1);
    }

    @Test
    void everyTitleSpeaksThreeLanguages() {
        List<LocalText> titles = new java.util.ArrayList<>(List.of(venue.title()));
        venue.zones().forEach(zone -> titles.add(zone.title()));
        venue.floors().forEach(floor -> titles.add(floor.title()));
        venue.links().forEach(link -> titles.add(link.title()));
        venue.pointsOfInterest().forEach(point -> titles.add(point.title()));

        assertThat(titles).allSatisfy(title -> assertThat(title.byLanguage()).containsOnlyKeys("en", "ja", "zh-Hant"));
    }

    @Test
    @Tag("A112")
    void squareHasItsPublishedSizeAndPlace() {
        Zone square = venue.zones().stream()
                .filter(zone -> zone.id().equals("square"))
                .findFirst()
                .orElseThrow();

        assertThat(square.polygon().bounds().widthM()).isEqualTo(129);
        assertThat(square.polygon().bounds().depthM()).isEqualTo(94);
        assertThat(venue.origin().longitudeDeg()).isEqualTo(-3.7074);
        assertThat(venue.origin().latitudeDeg()).isEqualTo(40.4154);
    }

    private List<Zone> zones(ZoneKind kind) {
        return venue.zones().stream().filter(zone -> zone.kind().equals(kind)).toList();
    }
}
