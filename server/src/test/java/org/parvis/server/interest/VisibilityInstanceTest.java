package org.parvis.server.interest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.ChatMessage;
import org.parvis.protocol.v1.CorrectionCause;
import org.parvis.protocol.v1.EmoteKind;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.feature.Spot;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.fanout.MessageClass;
import org.parvis.server.interest.sight.LayerSet;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;

/** Layers, blocks, spectators, audiences and neighbours, one fact each. */
class VisibilityInstanceTest {
    private static final int STAFF = 1;

    private final HandTicked house = HandTicked.of(SmallVenue.square(300));
    private final Visibility rule = house.seam().visibility();

    @Test
    @Tag("A101")
    void aBlockTakesBothOutOfEachOthersSightWithTheNextFrame() {
        Guest ann = house.join("Ann", 0, 0);
        Guest bob = house.join("Bob", 80, 0);
        Guest cem = house.join("Cem", 2, 0);
        house.ticks(30);
        assertThat(ann.crowd().find(bob.avatar())).isNotNull();

        assertThat(rule.block(ann.avatar(), bob.avatar(), true)).isTrue();
        house.tick();
        assertThat(ann.crowd().find(bob.avatar())).isNull();
        assertThat(bob.crowd().find(ann.avatar())).isNull();
        assertThat(cem.crowd().find(bob.avatar())).isNotNull();
        assertThat(cem.crowd().find(ann.avatar())).isNotNull();
        assertThat(rule.maySee(ann.avatar(), bob.avatar())).isFalse();
    }

    @Test
    void whoIsUnblockedComesBackWithAnIntroduction() {
        Guest ann = house.join("Ann", 0, 0);
        Guest bob = house.join("Bob", 3, 0);
        rule.block(ann.avatar(), bob.avatar(), true);
        house.ticks(3);
        ann.messages().clear();
        bob.walkTo(3.1, 0);
        house.ticks(2);
        assertThat(ann.messages()).isEmpty();

        rule.block(bob.avatar(), ann.avatar(), false);
        house.tick();
        assertThat(ann.sees(bob).xM()).isCloseTo(bob.xM(), org.assertj.core.api.Assertions.within(0.01));
        assertThat(ann.messages())
                .anyMatch(message -> message.getIntroductions().getAvatarsList().stream()
                        .anyMatch(one -> one.getAvatar() == bob.avatar()));
    }

    @Test
    void whoHidesIsGoneForThoseFarAwayTooThoughTheirRingHasNoTurn() {
        Guest ann = house.join("Ann", 0, 0);
        Guest far = house.join("far", 100, 0);
        Guest staff = house.join("staff", 98, 0);
        house.ticks(40);
        assertThat(ann.crowd().find(far.avatar())).isNotNull();
        rule.read(staff.viewer(), LayerSet.of(0, STAFF));
        house.tick();

        assertThat(rule.changeLayer(far.avatar(), STAFF)).isTrue();
        ann.crowd().takeMentioned();
        house.tick();
        assertThat(ann.crowd().find(far.avatar())).isNull();
        assertThat(staff.crowd().find(far.avatar())).isNotNull();
        assertThat(far.crowd().find(far.avatar())).as("oneself").isNotNull();
        assertThat(ann.crowd().takeMentioned()).doesNotContain(far.avatar());

        rule.changeLayer(far.avatar(), LayerSet.COMMON_LAYER);
        house.ticks(30);
        assertThat(ann.crowd().find(far.avatar())).isNotNull();
    }

    @Test
    void whoComesInHiddenIsToldToNobodyElse() {
        Guest ann = house.join("Ann", 0, 0);
        Guest hidden = house.ask("hidden", 1, 0);
        house.mailbox().run(() -> {});
        house.tick();
        rule.changeLayer(hidden.avatar(), STAFF);
        house.tick();
        long before = ann.transcript();
        for (int i = 0; i < 100; i++) {
            hidden.walkTo(1 + i * 0.05, 0);
            house.tick();
        }
        house.seam().people().emote(hidden.avatar(), EmoteKind.EMOTE_KIND_WAVE);
        house.mailbox().leave(hidden.avatar(), hidden);
        house.ticks(120);
        assertThat(ann.transcript()).as("all bytes").isEqualTo(before);
    }

    @Test
    @Tag("A24")
    void somebodysOwnCopyOfThePlaceHoldsThemAlone() {
        Guest ann = house.join("Ann", 0, 0);
        Guest bob = house.join("Bob", 3, 0);
        int own = rule.newLayer();
        rule.changeLayer(ann.avatar(), own);
        rule.read(ann.viewer(), LayerSet.of(own));
        house.tick();
        assertThat(ann.crowd().all().keySet()).containsExactly(ann.avatar());
        assertThat(bob.crowd().all().keySet()).containsExactly(bob.avatar());
        house.ticks(60);
        assertThat(ann.crowd().remainder()).isZero();

        rule.read(ann.viewer(), LayerSet.COMMON);
        rule.changeLayer(ann.avatar(), LayerSet.COMMON_LAYER);
        house.tick();
        assertThat(ann.crowd().all()).hasSize(2);
        assertThat(bob.crowd().all()).hasSize(2);
    }

    @Test
    void countsOfTheHorizonLeaveOutWhoMayNotBeSeen() {
        HandTicked wide = HandTicked.of(SmallVenue.square(600));
        Guest ann = wide.join("Ann", -250, 0);
        Guest bob = wide.join("Bob", 250, 0);
        Guest cem = wide.join("Cem", 251, 0);
        wide.seconds(2);
        assertThat(ann.crowd().remainder()).isEqualTo(2);
        wide.seam().visibility().block(ann.avatar(), bob.avatar(), true);
        wide.seconds(2);
        assertThat(ann.crowd().remainder()).isEqualTo(1);
        wide.seam().visibility().changeLayer(cem.avatar(), STAFF);
        wide.seconds(2);
        assertThat(ann.crowd().remainder()).isZero();
    }

    @Test
    void aPerformerInTheSpotlightStaysUnseenByWhomTheyBlocked() {
        Guest ann = house.join("Ann", -120, 0);
        Guest star = house.join("star", 120, 0);
        house.seam().people().spotlight(star.avatar(), true);
        house.seam().people().keepNear(ann.avatar(), star.avatar(), true);
        house.ticks(3);
        assertThat(ann.crowd().find(star.avatar())).isNotNull();
        rule.block(star.avatar(), ann.avatar(), true);
        house.ticks(3);
        int starsCell =
                house.instance().cells().number(house.instance().bodies().cell(star.avatar()));
        assertThat(ann.crowd().find(star.avatar())).isNull();
        assertThat(ann.crowd().cells()).as("the cell says where the star is").doesNotContain(starsCell);
    }

    @Test
    void rulesEndWithTheNumber() {
        Guest ann = house.join("Ann", 0, 0);
        Guest bob = house.join("Bob", 3, 0);
        rule.block(ann.avatar(), bob.avatar(), true);
        rule.changeLayer(bob.avatar(), STAFF);
        int number = bob.avatar();
        house.mailbox().leave(number, bob);
        house.seconds(11);
        Guest heir = house.join("heir", 3, 0);
        house.ticks(2);
        assertThat(heir.avatar()).isEqualTo(number);
        assertThat(ann.crowd().find(number)).isNotNull();
        assertThat(ann.names()).containsEntry(number, "heir");
        assertThat(rule.isUntouched()).isTrue();
    }

    @Test
    void nothingIsDoneToWhoIsNotHere() {
        Guest ann = house.join("Ann", 0, 0);
        Guest bob = house.join("Bob", 3, 0);
        int gone = bob.avatar();
        house.mailbox().leave(gone, bob);
        house.tick();

        assertThat(house.instance().interest().changed(gone)).isFalse();
        assertThat(house.instance().interest().reintroduce(gone)).isFalse();
        assertThat(rule.block(ann.avatar(), gone, true)).isFalse();
        assertThat(rule.changeLayer(gone, STAFF)).isFalse();
        assertThat(house.seam().people().spotlight(gone, true)).isFalse();
        house.seam().people().emote(gone, EmoteKind.EMOTE_KIND_DANCE);
        house.ticks(30);
        assertThat(house.instance().bodies().cell(gone)).isEqualTo(Bodies.NOWHERE);
        assertThat(ann.crowd().all().keySet()).containsExactly(ann.avatar());
        assertThatThrownBy(() -> rule.changeLayer(ann.avatar(), -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoSpectatesSeesAndIsSeenByNobody() {
        Guest ann = house.join("Ann", 100, 0);
        Guest far = house.join("far", -140, -140);
        int before = house.instance().population();
        Guest camera = house.spectate(new Viewpoint.Standing(0, 95, 0));
        Guest following = house.spectate(new Viewpoint.Following(far.avatar()));
        Guest recorder = house.spectate(new Viewpoint.Everything());
        house.ticks(3);

        assertThat(camera.crowd().all().keySet()).containsExactly(ann.avatar());
        assertThat(following.crowd().all().keySet()).containsExactly(far.avatar());
        assertThat(recorder.crowd().all().keySet()).containsExactly(ann.avatar(), far.avatar());
        assertThat(recorder.names()).containsEntry(far.avatar(), "far");
        assertThat(ann.crowd().all().keySet()).containsExactly(ann.avatar());
        assertThat(house.instance().population()).isEqualTo(before);

        house.instance().interest().look(camera.viewer(), new Viewpoint.Standing(0, -130, -140));
        house.instance().interest().endSpectating(following.viewer());
        int frames = following.frames();
        far.walkTo(-139.9, -140);
        house.ticks(2);
        assertThat(camera.crowd().all().keySet()).containsExactly(far.avatar());
        assertThat(following.frames()).as("after the end").isLessThanOrEqualTo(frames + 1);
    }

    @Test
    void aRecorderOfAllLayersSeesTheHiddenToo() {
        Guest ann = house.join("Ann", 100, 0);
        rule.changeLayer(ann.avatar(), rule.newLayer());
        Guest recorder = house.spectate(new Viewpoint.Everything());
        rule.read(recorder.viewer(), LayerSet.ALL);
        house.ticks(2);
        assertThat(recorder.crowd().all().keySet()).containsExactly(ann.avatar());
        for (int i = 0; i < 60; i++) {
            ann.walkTo(100 + i * 0.1, 0);
            house.tick();
            assertThat(Math.abs(recorder.sees(ann).xM() - ann.xM())).isLessThan(0.01);
        }
    }

    /** The departure from the cell belongs to the first layer, and a slow ring has not told of it yet. */
    @Test
    @Tag("A101")
    void whoLeavesACellAndChangesLayersTwiceIsGoneForThoseFarAwayWhoReadTheFirstTwo() {
        Guest ann = house.join("Ann", 0, 0);
        Guest far = house.join("far", 100, 0);
        rule.read(far.viewer(), LayerSet.of(0, STAFF));
        for (int phase = 0; phase < 12; phase++) {
            rule.changeLayer(ann.avatar(), LayerSet.COMMON_LAYER);
            place(ann, 0);
            house.ticks(41);
            assertThat(far.crowd().find(ann.avatar())).isNotNull();

            place(ann, 40);
            house.tick();
            rule.changeLayer(ann.avatar(), STAFF);
            house.tick();
            rule.changeLayer(ann.avatar(), STAFF + 1);
            house.tick();
            assertThat(far.crowd().find(ann.avatar())).as("in phase %d", phase).isNull();
        }
    }

    private void place(Guest guest, double zM) {
        house.seam().places().place(guest.avatar(), new Spot(0, 0, zM, 0), CorrectionCause.CORRECTION_CAUSE_PLACED);
    }

    @Test
    void aFollowedBodyThatHidesIsLost() {
        Guest ann = house.join("Ann", 0, 0);
        Guest camera = house.spectate(new Viewpoint.Following(ann.avatar()));
        house.ticks(2);
        rule.changeLayer(ann.avatar(), STAFF);
        house.ticks(2);
        int frames = camera.frames();
        for (int i = 0; i < 400; i++) {
            ann.walkTo(i * 0.1, 0);
            house.tick();
        }
        assertThat(camera.frames()).as("frames that would tell of the way").isLessThanOrEqualTo(frames + 1);
    }

    @Test
    @Tag("A101")
    void messagesReachThoseWhoMaySeeTheirSubject() {
        Guest ann = house.join("Ann", 0, 0);
        Guest bob = house.join("Bob", 10, 0);
        Guest cem = house.join("Cem", 20, 0);
        Guest far = house.join("far", 100, 0);
        Guest camera = house.spectate(new Viewpoint.Standing(0, 5, 0));
        rule.block(ann.avatar(), bob.avatar(), true);
        house.tick();

        house.seam().messages().sendAround(ann.avatar(), 20, said(ann, "around"));
        Interest interest = house.instance().interest();
        int told = interest.tell(
                new Audience.WhoMaySee(ann.avatar()), said(ann, "seen").toByteString(), MessageClass.ASSURED);
        interest.tell(new Audience.Everybody(), said(ann, "all").toByteString(), MessageClass.ASSURED);
        house.tick();
        assertThat(heard(ann)).containsExactly("around", "seen", "all");
        assertThat(heard(bob)).containsExactly("all");
        assertThat(heard(cem)).containsExactly("around", "seen", "all");
        assertThat(heard(far)).containsExactly("seen", "all");
        assertThat(heard(camera)).containsExactly("around", "seen", "all");
        assertThat(told).isEqualTo(4);
    }

    private static ServerMessage said(Guest by, String text) {
        return ServerMessage.newBuilder()
                .setChat(ChatMessage.newBuilder().setAvatar(by.avatar()).setText(text))
                .build();
    }

    private static List<String> heard(Guest guest) {
        return guest.messages().stream()
                .filter(ServerMessage::hasChat)
                .map(message -> message.getChat().getText())
                .toList();
    }

    @Test
    void neighboursAreThoseWithinTheRadiusWhateverTheirCells() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        HandTicked packed = HandTicked.of(SmallVenue.square(60), InstanceConfig.DEFAULT.withCapacity(200));
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            guests.add(packed.ask("guest " + i, random.nextDouble() * 58 - 29, random.nextDouble() * 58 - 29));
        }
        packed.ticks(20);
        Bodies bodies = packed.instance().bodies();
        for (int i = 0; i < 40; i++) {
            packed.seam().visibility().changeLayer(guests.get(i).avatar(), i % 3);
        }
        IntBag found = new IntBag(64);
        for (int round = 0; round < 300; round++) {
            for (Guest guest : guests) {
                guest.walkTo(guest.xM() + random.nextDouble() - 0.5, guest.zM() + random.nextDouble() - 0.5);
            }
            packed.tick();
            double xM = random.nextDouble() * 70 - 35;
            double zM = random.nextDouble() * 70 - 35;
            double radiusM = random.nextDouble() * 20;
            found.clear();
            packed.instance().interest().neighbours().within(0, xM, zM, radiusM, found);
            int[] numbers = found.toArray();
            int[] expected = guests.stream()
                    .mapToInt(Guest::avatar)
                    .filter(avatar -> Math.hypot(bodies.xM(avatar) - xM, bodies.zM(avatar) - zM) <= radiusM)
                    .toArray();
            assertThat(numbers).as("seed %d, round %d", seed, round).containsExactlyInAnyOrder(expected);
        }
    }

    /**
     * What people do whom a rule touches must not show in a single byte for all others: a crowd with feuds and hidden
     * staff that walks, hides and quarrels, beside the same crowd with the same staff standing still.
     */
    @Test
    void thoseWhomNoRuleTouchesGetTheSameBytes() {
        long seed = new Random().nextLong();
        HandTicked calm = crowd(seed);
        HandTicked feuding = crowd(seed);
        Random way = new Random(seed);
        Random feuds = new Random(seed + 1);
        for (int tick = 0; tick < 300; tick++) {
            for (int i = 0; i < PUBLIC; i++) {
                double dx = way.nextDouble() * 2 - 1;
                double dz = way.nextDouble() * 2 - 1;
                for (HandTicked one : List.of(calm, feuding)) {
                    Guest guest = one.guests().get(i);
                    guest.move(guest.xM() + dx, guest.zM() + dz, 3, tick & 0xFF);
                }
            }
            quarrel(feuding, feuds);
            calm.tick();
            feuding.tick();
        }
        for (int i = FEUDING; i < PUBLIC; i++) {
            assertThat(feuding.guests().get(i).transcript())
                    .as("seed %d, guest %d", seed, i)
                    .isEqualTo(calm.guests().get(i).transcript());
            assertThat(calm.guests().get(i).frameBytes()).isGreaterThan(1_000);
        }
    }

    private static final int FEUDING = 10;
    private static final int PUBLIC = 40;
    private static final int ALL = 50;

    private static HandTicked crowd(long seed) {
        Random random = new Random(seed);
        HandTicked one = HandTicked.of(SmallVenue.square(260));
        for (int i = 0; i < ALL; i++) {
            one.join("guest " + i, random.nextDouble() * 250 - 125, random.nextDouble() * 250 - 125);
        }
        for (int i = PUBLIC; i < ALL; i++) {
            one.seam().visibility().changeLayer(one.guests().get(i).avatar(), STAFF);
        }
        one.ticks(2);
        return one;
    }

    private static void quarrel(HandTicked one, Random random) {
        Visibility rule = one.seam().visibility();
        Guest a = one.guests().get(random.nextInt(FEUDING));
        Guest b = one.guests().get(random.nextInt(FEUDING));
        if (random.nextInt(4) == 0) {
            rule.block(a.avatar(), b.avatar(), random.nextBoolean());
        }
        for (int i = PUBLIC; i < ALL; i++) {
            Guest staff = one.guests().get(i);
            staff.move(staff.xM() + random.nextDouble(), staff.zM() - random.nextDouble(), 3, 0);
            if (random.nextInt(30) == 0) {
                rule.changeLayer(staff.avatar(), STAFF + random.nextInt(3));
                rule.read(staff.viewer(), random.nextBoolean() ? LayerSet.ALL : LayerSet.of(STAFF));
                rule.block(staff.avatar(), a.avatar(), random.nextBoolean());
            }
        }
    }
}
