package org.parvis.world.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parvis.world.Venue;
import org.parvis.world.spatial.FloorMap;
import org.parvis.world.spatial.ZoneIndex;

class BuiltInVenueTest {
    @ParameterizedTest
    @CsvSource({"open-plaza, 200", "show-floor, 40"})
    void fieldsForLoadTestsAreBareAndOfTheStatedSize(String name, double sideM) throws Exception {
        Venue venue = VenueSource.resolve(name).open().venue();

        assertThat(venue.bounds().maxX() - venue.bounds().minX()).isEqualTo(sideM);
        assertThat(venue.bounds().maxZ() - venue.bounds().minZ()).isEqualTo(sideM);
        double corner = sideM / 2 - 1;
        assertThat(new FloorMap(venue.floor(0)).clearLine(-corner, -corner, corner, corner, 0.3))
                .isTrue();
    }

    @Test
    void defaultVenueOpens() throws Exception {
        LoadedVenue loaded = VenueSource.resolve(VenueSource.DEFAULT_VENUE).open();

        assertThat(loaded.venue().id()).isEqualTo("plaza-mayor");
        assertThat(loaded.hash()).matches("[0-9a-f]{64}");
        assertThat(loaded.files())
                .extracting(BundleFile::path)
                .containsExactly("buildings.json", "meshes.json", "venue.json");
        assertThat(loaded.files().get(0).bytes())
                .hasSize((int) loaded.files().get(0).size());
        assertThat(new ZoneIndex(loaded.venue()).zoneCount())
                .isEqualTo(loaded.venue().zones().size());
        assertThat(new FloorMap(loaded.venue().floor(0)).isWalkable(0, 0))
                .as("inside the statue")
                .isFalse();
    }
}
