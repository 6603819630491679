package org.parvis.server.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.Interact;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.instance.feature.Places;
import org.parvis.server.instance.feature.Seam;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.world.FixtureKind;
import org.parvis.world.Zone;
import org.parvis.world.ZoneKind;
import org.parvis.world.bundle.LoadedVenue;
import org.parvis.world.bundle.VenueSource;
import org.parvis.world.kind.KindRegistry;

/** Kinds of zones and fixtures that a feature brings reach it from the bundle, with properties it can type. */
class FeatureKindsInstanceTest {
    @TempDir
    Path folder = Path.of(".");

    /** A made-up feature: an area in which things are sold, and a hammer that ends it. */
    private static final class AuctionFeature implements Feature {
        private static final ZoneKind AUCTION = new ZoneKind("auction");
        private static final FixtureKind HAMMER = new FixtureKind("hammer");

        private final List<String> happened = new ArrayList<>();

        private record Auction(double startPrice) {}

        private record Hammer(String sound) {}

        static KindRegistry kinds(KindRegistry known) {
            return known.with(AUCTION, fields -> new Auction(fields.number("startPrice", 0, 1e6)))
                    .with(HAMMER, fields -> new Hammer(fields.text("sound")));
        }

        @Override
        public void install(Seam seam) {
            seam.places().onZone(new Places.ZoneListener() {
                @Override
                public void onEntered(int avatar, Zone zone) {
                    zone.properties()
                            .as(Auction.class)
                            .ifPresent(auction -> happened.add("from " + auction.startPrice()));
                }

                @Override
                public void onExited(int avatar, Zone zone) {}
            });
            seam.places().onFixture(HAMMER, (call, fixture, verb) -> {
                happened.add(
                        fixture.properties().as(Hammer.class).map(Hammer::sound).orElse("nothing"));
                call.reply(ActionOutcome.DONE);
            });
        }
    }

    private LoadedVenue venue(KindRegistry kinds) throws Exception {
        Files.writeString(folder.resolve("venue.json"), """
                {"format": "parvis-venue/1", "id": "room", "version": "1.0.0", "title": {"en": "Room"},
                 "origin": {"longitude": 10, "latitude": 50, "heightM": 0, "crs": "EPSG:4979"},
                 "frame": {"unit": "metre", "axes": "x-east,y-up,z-south"}, "level": 3, "license": "CC0-1.0",
                 "attributions": [{"text": "us"}], "bounds": {"minX": -20, "minZ": -20, "maxX": 20, "maxZ": 20},
                 "floors": [{"id": "g", "title": {"en": "G"}, "storey": 0, "heightM": 0,
                   "outline": [[-10, 10], [10, 10], [10, -10], [-10, -10]]}],
                 "spawns": [{"id": "s", "floor": "g", "x": 5, "z": 3, "radiusM": 1}],
                 "zones": [{"id": "z", "kind": "auction", "floor": "g", "title": {"en": "Z"},
                   "polygon": [[-8, 8], [-1, 8], [-1, 1], [-8, 1]], "properties": {"startPrice": 20}}],
                 "fixtures": [{"id": "h", "kind": "hammer", "floor": "g", "x": -4, "z": 5, "verbs": ["knock"],
                   "properties": {"sound": "thud"}}]}
                """);
        return VenueSource.resolve(folder.toString()).open(kinds);
    }

    @Test
    void kindsOfAFeatureReachItWithTypedProperties() throws Exception {
        AuctionFeature auctions = new AuctionFeature();
        LoadedVenue venue = venue(AuctionFeature.kinds(KindRegistry.builtIn()));
        assertThat(venue.warnings()).isEmpty();
        HandTicked house = HandTicked.of(venue, auctions);
        Guest ann = house.join("Ann", -5, 4);
        assertThat(auctions.happened).containsExactly("from 20.0");

        house.act(
                ann,
                Action.newBuilder()
                        .setId(1)
                        .setInteract(Interact.newBuilder().setFixture("h").setVerb("knock")));
        house.tick();
        assertThat(auctions.happened).containsExactly("from 20.0", "thud");
        assertThat(ann.messages())
                .filteredOn(ServerMessage::hasActionReply)
                .extracting(one -> one.getActionReply().getCode())
                .containsExactly(ActionCode.ACTION_CODE_DONE);
    }

    @Test
    void withoutTheFeatureItsKindsAreKeptAsText() throws Exception {
        LoadedVenue venue = venue(KindRegistry.builtIn());
        assertThat(venue.venue().zones().get(0).properties().json()).isEqualTo("{\"startPrice\":20}");
        assertThat(venue.warnings()).hasSize(2);
    }
}
