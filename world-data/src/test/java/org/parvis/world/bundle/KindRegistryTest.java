package org.parvis.world.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.world.Fixture;
import org.parvis.world.FixtureKind;
import org.parvis.world.KindProperties;
import org.parvis.world.Zone;
import org.parvis.world.ZoneKind;
import org.parvis.world.fault.BundleException;
import org.parvis.world.kind.KindRegistry;

class KindRegistryTest {
    private record Auction(double startPrice, int lots) {}

    private static final ZoneKind AUCTION = new ZoneKind("auction");
    private static final FixtureKind HAMMER = new FixtureKind("hammer");
    private static final KindRegistry KINDS = KindRegistry.builtIn()
            .with(AUCTION, fields -> new Auction(fields.number("startPrice", 0, 1e6), fields.whole("lots", 1, 100, 1)))
            .with(HAMMER, fields -> fields.optionalText("sound").orElse("knock"));

    @TempDir
    Path folder = Path.of(".");

    private VenueSource bundle(String zone, String fixture) throws Exception {
        String more = ", \"zones\": [{\"id\": \"z\", \"kind\": \"auction\", \"floor\": \"g\","
                + " \"polygon\": [[-5, 5], [-1, 5], [-1, 1]], \"title\": {\"en\": \"Z\"}" + zone + "}],"
                + " \"fixtures\": [{\"id\": \"h\", \"kind\": \"hammer\", \"floor\": \"g\", \"x\": 1, \"z\": 1" + fixture
                + "}]";
        return VenueSource.resolve(
                Bundles.folder(folder, "venue.json", Bundles.sound(more)).toString());
    }

    @Test
    void kindOfAFeatureIsReadByItsOwnReader() throws Exception {
        LoadedVenue loaded =
                bundle(", \"properties\": {\"startPrice\": 20}", "").open(KINDS);
        Zone zone = loaded.venue().zones().get(0);
        Fixture fixture = loaded.venue().fixtures().get(0);

        assertThat(zone.kind()).isEqualTo(AUCTION);
        assertThat(zone.properties().as(Auction.class)).contains(new Auction(20, 1));
        assertThat(fixture.properties().as(String.class)).contains("knock");
        assertThat(loaded.warnings()).isEmpty();
        SchemaTest.assertFits(loaded);
    }

    @Test
    void whatAReaderFindsWrongIsAFaultWithItsPlace() throws Exception {
        VenueSource source = bundle(", \"properties\": {\"startPrice\": -1, \"lotz\": 2}", "");

        assertThatThrownBy(() -> source.open(KINDS))
                .isInstanceOfSatisfying(
                        BundleException.class,
                        refused -> assertThat(refused.faults())
                                .extracting(fault -> fault.jsonPointer())
                                .containsExactly("/zones/0/properties/startPrice", "/zones/0/properties/lotz"));
    }

    @Test
    void kindNobodyKnowsIsKeptWithAWarning() throws Exception {
        LoadedVenue loaded =
                bundle(", \"properties\": {\"startPrice\": 20}", "").open();
        Zone zone = loaded.venue().zones().get(0);

        assertThat(zone.kind()).isEqualTo(AUCTION);
        assertThat(zone.properties().json()).isEqualTo("{\"startPrice\":20}");
        assertThat(zone.properties().as(Auction.class)).isEmpty();
        assertThat(loaded.warnings())
                .extracting(warning -> warning.jsonPointer())
                .containsExactly("/zones/0/kind", "/fixtures/0/kind");
        Path copy = folder.resolve("copy.zip");
        BundleWriter.write(loaded.venue(), List.of(), copy);
        assertThat(Bundles.open(copy).venue().zones()).isEqualTo(loaded.venue().zones());
    }

    @Test
    void kindsThatComeWithParvisHaveNoProperties() throws Exception {
        String more = ", \"zones\": [{\"id\": \"z\", \"kind\": \"shop\", \"floor\": \"g\", \"properties\": {\"a\": 1},"
                + " \"polygon\": [[-5, 5], [-1, 5], [-1, 1]], \"title\": {\"en\": \"Z\"}}]";

        assertThat(Bundles.faults(Bundles.folder(folder, "venue.json", Bundles.sound(more))))
                .singleElement()
                .satisfies(fault -> assertThat(fault.jsonPointer()).isEqualTo("/zones/0/properties/a"));
        assertThat(KindProperties.NONE.json()).isEqualTo("{}");
        assertThatThrownBy(() -> new ZoneKind("My Kind")).isInstanceOf(IllegalArgumentException.class);
    }
}
