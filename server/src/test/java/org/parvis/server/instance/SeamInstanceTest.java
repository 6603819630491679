package org.parvis.server.instance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.Chat;
import org.parvis.protocol.v1.CorrectionCause;
import org.parvis.protocol.v1.EmoteKind;
import org.parvis.protocol.v1.Gait;
import org.parvis.protocol.v1.Interact;
import org.parvis.protocol.v1.Introduction;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Notice;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.Role;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.feature.ActionGuard;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.AdmissionRule.Verdict;
import org.parvis.server.instance.feature.Messages;
import org.parvis.server.instance.feature.People;
import org.parvis.server.instance.feature.Places;
import org.parvis.server.instance.feature.Seam;
import org.parvis.server.instance.feature.Spot;
import org.parvis.server.instance.feature.Time;
import org.parvis.server.instance.people.Visitor;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;
import org.parvis.world.Fixture;
import org.parvis.world.FixtureKind;
import org.parvis.world.LocalText;
import org.parvis.world.Polygon;

/** What the seam offers to features, and what it refuses. */
class SeamInstanceTest {
    private static final int NOBODY = 99;

    @Test
    void mutatorsRefuseWhoIsNotHereAndMakeNoGhost() {
        HandTicked house = HandTicked.of(SmallVenue.square(60));
        Guest ann = house.join("Ann", 0, 0);
        Guest bob = house.join("Bob", 2, 0);
        Visitor visitor = requireNonNull(house.seam().people().visitor(bob.avatar()));
        house.mailbox().leave(bob.avatar(), bob);
        house.ticks(3);
        assertThat(visitor.isHere()).isFalse();
        for (int gone : new int[] {bob.avatar(), NOBODY, -1, Integer.MAX_VALUE}) {
            refusesEverything(house.seam(), gone, ann.avatar());
        }
        house.ticks(3);
        assertThat(ann.crowd().find(bob.avatar())).as("a ghost").isNull();
        assertThat(house.seam().people().count()).isEqualTo(1);
    }

    private static void refusesEverything(Seam seam, int gone, int here) {
        People people = seam.people();
        Places places = seam.places();
        Spot spot = new Spot(0, 1, 1, 0);
        assertThat(people.isHere(gone)).isFalse();
        assertThat(people.visitor(gone)).isNull();
        assertThat(people.name(gone)).isEmpty();
        assertThat(people.emote(gone, EmoteKind.EMOTE_KIND_WAVE)).isFalse();
        assertThat(people.emote(gone)).isEqualTo(EmoteKind.EMOTE_KIND_UNSPECIFIED);
        assertThat(people.wear(gone, Look.getDefaultInstance())).isFalse();
        assertThat(people.spotlight(gone, true)).isFalse();
        assertThat(people.keepNear(gone, here, true)).isFalse();
        assertThat(people.keepNear(here, gone, true)).isFalse();
        assertThat(people.removePuppet(gone)).isFalse();
        assertThat(places.spot(gone)).isNull();
        assertThat(places.place(gone, spot, CorrectionCause.CORRECTION_CAUSE_LINK))
                .isFalse();
        assertThat(places.stepTo(gone, spot, CorrectionCause.CORRECTION_CAUSE_SEAT))
                .isEqualTo(Places.Step.NOT_HERE);
        assertThat(places.sit(gone, spot, spot)).isEqualTo(Places.Step.NOT_HERE);
        assertThat(places.movePuppet(gone, spot, Gait.GAIT_WALK)).isFalse();
        assertThat(places.watchSteps(gone)).isFalse();
        assertThat(seam.messages().send(gone, ServerMessage.getDefaultInstance()))
                .isFalse();
        assertThat(seam.messages().sendAround(gone, 10, ServerMessage.getDefaultInstance()))
                .isFalse();
    }

    @Test
    void puppetIsSeenAndMovedAndMarkedAsOne() {
        HandTicked house = HandTicked.of(SmallVenue.square(60));
        Guest ann = house.join("Ann", 0, 0);
        Look look = Look.newBuilder().setBody(3).build();
        int puppet = house.seam().people().addPuppet("Guide", look, List.of(Role.ROLE_CREW), new Spot(0, 3, 0, 64));
        house.ticks(2);
        assertThat(introductions(ann))
                .filteredOn(one -> one.getAvatar() == puppet)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.getName()).isEqualTo("Guide");
                    assertThat(one.getPuppet()).isTrue();
                    assertThat(one.getLook()).isEqualTo(look);
                });
        assertThat(introductions(ann)).filteredOn(Introduction::getPuppet).hasSize(1);
        assertThat(house.seam().places().movePuppet(puppet, new Spot(0, 4, 1, 0), Gait.GAIT_WALK))
                .isTrue();
        house.ticks(2);
        assertThat(requireNonNull(ann.crowd().find(puppet)).gait()).isEqualTo(Gait.GAIT_WALK_VALUE);
        assertThat(house.seam().places().place(puppet, new Spot(0, 0, 0, 0), CorrectionCause.CORRECTION_CAUSE_LINK))
                .as("people's way of being moved")
                .isFalse();
        assertThat(house.seam().people().count()).as("puppets are no visitors").isEqualTo(1);
        assertThat(house.seam().people().removePuppet(puppet)).isTrue();
        house.ticks(2);
        assertThat(ann.crowd().find(puppet)).isNull();
    }

    @Test
    void noMorePuppetsThanThereIsRoomFor() {
        HandTicked house = HandTicked.of(SmallVenue.square(60));
        People people = house.seam().people();
        Spot spot = new Spot(0, 0, 0, 0);
        int[] puppets = IntStream.range(0, 64)
                .map(i -> people.addPuppet("p" + i, Look.getDefaultInstance(), List.of(), spot))
                .toArray();
        assertThat(puppets).doesNotContain(People.NO_ROOM).doesNotHaveDuplicates();
        assertThat(people.addPuppet("more", Look.getDefaultInstance(), List.of(), spot))
                .isEqualTo(People.NO_ROOM);
        people.removePuppet(puppets[5]);
        assertThat(people.addPuppet("again", Look.getDefaultInstance(), List.of(), spot))
                .isNotEqualTo(People.NO_ROOM);
    }

    @Test
    void anotherLookIsToldToEverybody() {
        HandTicked house = HandTicked.of(SmallVenue.square(60));
        Guest ann = house.join("Ann", 0, 0);
        Guest bob = house.join("Bob", 2, 0);
        house.ticks(2);
        Look worn = Look.newBuilder().setOutfit(7).build();
        assertThat(house.seam().people().wear(bob.avatar(), worn)).isTrue();
        house.ticks(2);
        assertThat(introductions(ann)).last().satisfies(one -> {
            assertThat(one.getAvatar()).isEqualTo(bob.avatar());
            assertThat(one.getLook()).isEqualTo(worn);
        });
        Guest late = house.join("late", 4, 0);
        house.ticks(2);
        assertThat(introductions(late)).anyMatch(one -> one.getLook().equals(worn));
        assertThat(requireNonNull(house.seam().people().visitor(bob.avatar()))
                        .profile()
                        .look())
                .isEqualTo(worn);
    }

    @Test
    void guardsObjectBeforeTheHandlerIsAsked() {
        List<String> done = new ArrayList<>();
        List<Integer> muted = new ArrayList<>();
        HandTicked house = HandTicked.of(SmallVenue.square(60), seam -> {
            seam.onAction(Action.KindCase.CHAT, call -> {
                done.add(call.visitor().name());
                call.reply(ActionOutcome.DONE);
            });
            seam.guard((call, kind) -> kind.equals("chat") && muted.contains(call.avatar())
                    ? ActionOutcome.refused(ActionCode.ACTION_CODE_FORBIDDEN, "You are muted.")
                    : null);
            seam.guard(ActionGuard.onlyFor("chat", Role.ROLE_GUEST));
        });
        Guest ann = house.join("Ann", 0, 0);
        Guest bob = house.join("Bob", 0, 0);
        muted.add(bob.avatar());
        assertThat(act(house, ann, 1)).isEqualTo(ActionCode.ACTION_CODE_DONE);
        assertThat(act(house, bob, 1)).isEqualTo(ActionCode.ACTION_CODE_FORBIDDEN);
        muted.clear();
        assertThat(act(house, bob, 2)).isEqualTo(ActionCode.ACTION_CODE_DONE);
        assertThat(done).containsExactly("Ann", "Bob");
        house.seam().guard(ActionGuard.onlyFor("chat", Role.ROLE_MODERATOR));
        assertThat(act(house, ann, 2)).isEqualTo(ActionCode.ACTION_CODE_FORBIDDEN);
        house.seam().guard((call, kind) -> {
            throw new IllegalStateException("a broken guard");
        });
        house.seam().people().forEach(visitor -> assertThat(visitor.isHere()).isTrue());
    }

    @Test
    void faultOfAHandlerIsToldAsOurs() {
        HandTicked house = HandTicked.of(
                SmallVenue.square(60),
                seam -> seam.onAction(Action.KindCase.CHAT, call -> {
                    throw new IllegalStateException("a fault");
                }));
        assertThat(act(house, house.join("Ann", 0, 0), 1)).isEqualTo(ActionCode.ACTION_CODE_INTERNAL);
    }

    @Test
    void factsAreToldNowAndToNewcomersAndToThoseWhoComeBack() {
        HandTicked house = HandTicked.of(SmallVenue.square(60));
        Messages messages = house.seam().messages();
        Guest ann = house.join("Ann", 0, 0);
        messages.fact("weather", notice("rain"));
        house.tick();
        assertThat(notices(ann)).containsExactly("rain");
        house.mailbox().detach(ann.avatar(), ann);
        house.tick();
        messages.fact("weather", notice("sun"));
        Guest bob = house.join("Bob", 0, 0);
        assertThat(notices(bob)).containsExactly("sun");
        assertThat(notices(house.resume(ann))).containsExactly("sun");
        messages.fact("weather", null);
        assertThat(notices(house.join("Cem", 0, 0))).isEmpty();
        assertThatThrownBy(() -> messages.fact("long", notice("x".repeat(Messages.MAX_FACT_BYTES))))
                .hasMessageContaining("long");
        for (int i = 0; i < Messages.MAX_FACTS; i++) {
            messages.fact("fact " + i, notice("x"));
        }
        assertThatThrownBy(() -> messages.fact("one more", notice("x"))).hasMessageContaining("one more");
        messages.fact("fact 3", notice("y"));
    }

    @Test
    void admissionRulesRefuseAndHaveWait() {
        List<Verdict> verdict = new ArrayList<>(List.of(new Verdict.Wait("The doors open soon.")));
        HandTicked house =
                HandTicked.of(SmallVenue.square(60), seam -> seam.people().admit((who, isReturn) -> verdict.get(0)));
        Guest ann = house.join("Ann", 0, 0);
        Guest bob = house.join("Bob", 0, 0);
        assertThat(ann.isIn()).isFalse();
        assertThat(ann.waiting()).containsExactly(0);
        assertThat(bob.waiting()).containsExactly(1);
        ann.hangUp();
        house.seconds(1.1);
        assertThat(ann.isEnded()).as("who has gone waits no more").isTrue();
        assertThat(bob.waiting()).containsExactly(1, 0);
        verdict.set(0, Verdict.ADMIT);
        house.seconds(1.1);
        assertThat(bob.isIn()).isTrue();
        verdict.set(0, new Verdict.Refuse(RefusalCode.REFUSAL_CODE_VENUE_FULL, 5_000, "Sold out."));
        Guest cem = house.join("Cem", 0, 0);
        assertThat(cem.refused().code()).isEqualTo(RefusalCode.REFUSAL_CODE_VENUE_FULL);
        assertThat(cem.isEnded()).isTrue();
    }

    @Test
    void timersAreCancelledAndBounded() {
        List<String> done = new ArrayList<>();
        HandTicked house = HandTicked.of(SmallVenue.square(60));
        Time time = house.seam().time();
        house.tick();
        time.after(100, () -> done.add("kept"));
        Time.Timer cancelled = time.after(100, () -> done.add("cancelled"));
        time.atUtc(time.utcMs() + 200, () -> done.add("by UTC"));
        assertThat(cancelled.cancel()).isTrue();
        assertThat(cancelled.cancel()).isFalse();
        assertThat(time.toInstanceMs(time.toUtcMs(1234))).isEqualTo(1234);
        assertThat(time.utcMs()).isEqualTo(time.toUtcMs(time.nowMs()));
        house.seconds(0.5);
        assertThat(done).containsExactly("kept", "by UTC");
        for (int i = 0; i < 3 * Time.MAX_TIMERS; i++) {
            time.after(1_000_000, () -> {}).cancel();
        }
        for (int i = 0; i < Time.MAX_TIMERS; i++) {
            time.after(1_000_000, () -> {});
        }
        assertThatThrownBy(() -> time.after(1, () -> {})).hasMessageContaining("cancel");
    }

    @Test
    void neighboursAreThoseWithinTheRadiusNearestFirst() {
        long seed = new Random().nextLong();
        System.out.println("neighbours with seed " + seed);
        Random random = new Random(seed);
        HandTicked house = HandTicked.of(SmallVenue.square(120));
        for (int i = 0; i < 150; i++) {
            house.ask("n" + i, random.nextDouble() * 110 - 55, random.nextDouble() * 110 - 55);
        }
        house.ticks(20);
        Places places = house.seam().places();
        for (int round = 0; round < 200; round++) {
            Spot middle = new Spot(0, random.nextDouble() * 140 - 70, random.nextDouble() * 140 - 70, 0);
            double radiusM = random.nextDouble() * 40;
            int[] found = new int[1 + random.nextInt(40)];
            int count = places.within(middle, radiusM, found);
            List<Double> expected = house.guests().stream()
                    .map(guest -> requireNonNull(places.spot(guest.avatar())).distanceM(middle))
                    .filter(distanceM -> distanceM <= radiusM)
                    .sorted()
                    .limit(found.length)
                    .toList();
            List<Double> actual = IntStream.range(0, count)
                    .mapToObj(i -> requireNonNull(places.spot(found[i])).distanceM(middle))
                    .toList();
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < count; i++) {
                assertThat(actual.get(i)).isCloseTo(expected.get(i), org.assertj.core.data.Offset.offset(1e-3));
            }
        }
    }

    @Test
    void placesComeAndGoAndTellWhoIsInThem() {
        List<String> told = new ArrayList<>();
        HandTicked house = HandTicked.of(SmallVenue.square(60));
        Places places = house.seam().places();
        Guest ann = house.join("Ann", 0, 0);
        int before = ann.messages().size();
        Places.Handle clue = places.addSphere(new Spot(0, 3, 0, 0), 1, listener(told, "clue"));
        Places.Handle here = places.addPolygon(0, Polygon.of(-1, -1, 1, -1, 1, 1, -1, 1), listener(told, "here"));
        assertThat(told).containsExactly("in here");
        for (double xM = 0.1; xM < 5; xM += 0.1) {
            ann.walkTo(xM, 0);
            house.tick();
        }
        assertThat(told).containsExactly("in here", "out here", "in clue", "out clue");
        for (double xM = 5; xM > 3; xM -= 0.1) {
            ann.walkTo(xM, 0);
            house.tick();
        }
        clue.remove();
        clue.remove();
        here.remove();
        assertThat(told).endsWith("in clue", "out clue").hasSize(6);
        assertThat(ann.messages().subList(before, ann.messages().size()))
                .as("nobody is told of hidden places")
                .noneMatch(ServerMessage::hasFixtures);
    }

    private static Places.PlaceListener listener(List<String> told, String name) {
        return new Places.PlaceListener() {
            @Override
            public void onEntered(int avatar) {
                told.add("in " + name);
            }

            @Override
            public void onExited(int avatar) {
                told.add("out " + name);
            }
        };
    }

    @Test
    void placedFixturesAreUsedAndToldUnlessHidden() {
        List<String> used = new ArrayList<>();
        HandTicked house = HandTicked.of(SmallVenue.square(60));
        Places places = house.seam().places();
        Guest ann = house.join("Ann", 0, 0);
        Places.FixtureHandler handler = (call, fixture, verb) -> {
            used.add(fixture.id() + " " + verb);
            call.reply(ActionOutcome.DONE);
        };
        places.addFixture(fixture("drop", 1), false, handler);
        Places.Handle shelf = places.addFixture(fixture("shelf", 2), true, handler);
        assertThatThrownBy(() -> places.addFixture(fixture("shelf", 2), true, handler))
                .hasMessageContaining("shelf");
        house.tick();
        assertThat(placed(ann)).containsExactly("shelf");
        Guest bob = house.join("Bob", 0, 0);
        assertThat(placed(bob)).containsExactly("shelf");
        assertThat(use(house, ann, 1, "drop")).isEqualTo(ActionCode.ACTION_CODE_DONE);
        assertThat(use(house, bob, 1, "shelf")).isEqualTo(ActionCode.ACTION_CODE_DONE);
        shelf.remove();
        assertThat(use(house, bob, 2, "shelf")).isEqualTo(ActionCode.ACTION_CODE_NOT_FOUND);
        assertThat(used).containsExactly("drop ring", "shelf ring");
        assertThat(bob.messages())
                .anyMatch(m -> m.getFixtures().getRemovedList().contains("shelf"));
    }

    private static Fixture fixture(String id, double xM) {
        return new Fixture(id, FixtureKind.BELL, 0, xM, 0, 0, List.of("ring"), 0, LocalText.EMPTY);
    }

    @Test
    void barrierStopsPeopleWhileItIsClosedAndIsToldToEverybody() {
        HandTicked house = HandTicked.of(SmallVenue.square(60));
        Guest ann = house.join("Ann", 0, 0);
        Places.Barrier gate = house.seam().places().addBarrier("gate", 0, new double[] {3, -30, 3, 30}, true);
        walk(house, ann, 8, 0);
        assertThat(ann.xM()).isBetween(2.5, 2.71);
        Guest late = house.join("late", 0, 5);
        assertThat(late.messages())
                .filteredOn(ServerMessage::hasBarriers)
                .singleElement()
                .satisfies(m -> {
                    assertThat(m.getBarriers().getBarriers(0).getClosed()).isTrue();
                    assertThat(m.getBarriers().getBarriers(0).getPointsCmList()).containsExactly(300, -3000, 300, 3000);
                });
        gate.set(false);
        walk(house, ann, 8, 0);
        assertThat(ann.xM()).isGreaterThan(7);
        gate.set(true);
        walk(house, ann, 0, 0);
        assertThat(ann.xM()).isBetween(3.29, 3.6);
        gate.remove();
        walk(house, ann, 0, 0);
        assertThat(ann.xM()).isLessThan(1);
    }

    @Test
    void nobodyWalksThroughAClosedBarrierHoweverItIsMeant() {
        long seed = new Random().nextLong();
        System.out.println("barrier with seed " + seed);
        Random random = new Random(seed);
        HandTicked house = HandTicked.of(SmallVenue.square(40));
        house.seam().places().addBarrier("gate", 0, new double[] {3, -20, 3, 20}, true);
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            guests.add(house.join("g" + i, -random.nextDouble() * 10, random.nextDouble() * 30 - 15));
        }
        for (int tick = 0; tick < 400; tick++) {
            for (Guest guest : guests) {
                guest.move(random.nextDouble() * 30 - 10, random.nextDouble() * 40 - 20, 3, 0);
            }
            house.tick();
            assertThat(guests).allMatch(guest -> guest.xM() < 3);
        }
    }

    @Test
    void nobodySitsDownThroughAWallOrABarrier() {
        SmallVenue venue = SmallVenue.square(60)
                .wall(0, -30, 0, 30)
                .bench("beyond", 1.2, 0, 3)
                .bench("free", -4, 0, 2)
                .bell("bell", 0.8, 5);
        HandTicked house = HandTicked.of(
                venue,
                new org.parvis.server.feature.seating.SeatingFeature(),
                new org.parvis.server.feature.bell.BellFeature());
        Guest ann = house.join("Ann", -1, 0);
        assertThat(use(house, ann, 1, "beyond", "sit")).isEqualTo(ActionCode.ACTION_CODE_TOO_FAR);
        assertThat(use(house, ann, 2, "bell", "ring")).isEqualTo(ActionCode.ACTION_CODE_TOO_FAR);
        assertThat(ann.xM()).isNegative();
        walk(house, ann, -1, 5);
        assertThat(use(house, ann, 3, "bell", "ring")).isEqualTo(ActionCode.ACTION_CODE_TOO_FAR);
        walk(house, ann, -2.5, 1.5);
        Places.Barrier gate = house.seam().places().addBarrier("gate", 0, new double[] {-3, -30, -3, 30}, true);
        assertThat(use(house, ann, 4, "free", "sit")).isEqualTo(ActionCode.ACTION_CODE_TOO_FAR);
        gate.set(false);
        assertThat(use(house, ann, 5, "free", "sit")).isEqualTo(ActionCode.ACTION_CODE_DONE);
        assertThat(use(house, ann, 6, "free", "stand")).isEqualTo(ActionCode.ACTION_CODE_DONE);
        assertThat(ann.xM()).isNegative();
    }

    @Test
    void sittingDownIsPaidFromTheAllowanceSoThatBenchesAreNoShortCut() {
        SmallVenue venue = SmallVenue.square(200);
        for (int i = 0; i < 12; i++) {
            venue.bench("bench-" + i, i * 6, 0, 4);
        }
        HandTicked house = HandTicked.of(venue, new org.parvis.server.feature.seating.SeatingFeature());
        Guest ann = house.join("Ann", -3, 0.8);
        double startXM = ann.xM();
        for (int i = 0; i < 12; i++) {
            use(house, ann, 2 * i + 1, "bench-" + i, "sit");
            use(house, ann, 2 * i + 2, "bench-" + i, "stand");
            ann.move(ann.xM() + 3, 0.8, 3, 0);
            house.tick();
        }
        double seconds = 12 * 3 / 20.0;
        assertThat(ann.xM() - startXM).isLessThan(seconds * 6 * 1.15 + 3.45 + 3);
    }

    private static void walk(HandTicked house, Guest guest, double xM, double zM) {
        for (int i = 0; i < 80; i++) {
            guest.walkTo(xM, zM);
            house.tick();
        }
    }

    private static ActionCode act(HandTicked house, Guest guest, long id) {
        return reply(
                house,
                guest,
                Action.newBuilder().setId(id).setChat(Chat.newBuilder().setText("x")));
    }

    private static ActionCode use(HandTicked house, Guest guest, long id, String fixture) {
        return use(house, guest, id, fixture, "ring");
    }

    private static ActionCode use(HandTicked house, Guest guest, long id, String fixture, String verb) {
        return reply(
                house,
                guest,
                Action.newBuilder()
                        .setId(id)
                        .setInteract(Interact.newBuilder().setFixture(fixture).setVerb(verb)));
    }

    private static ActionCode reply(HandTicked house, Guest guest, Action.Builder action) {
        int before = guest.messages().size();
        house.act(guest, action);
        house.tick();
        return guest.messages().subList(before, guest.messages().size()).stream()
                .filter(ServerMessage::hasActionReply)
                .findFirst()
                .orElseThrow()
                .getActionReply()
                .getCode();
    }

    private static ServerMessage notice(String text) {
        return ServerMessage.newBuilder()
                .setNotice(Notice.newBuilder().setMessage(text))
                .build();
    }

    private static List<String> notices(Guest guest) {
        return guest.messages().stream()
                .filter(ServerMessage::hasNotice)
                .map(message -> message.getNotice().getMessage())
                .toList();
    }

    private static List<String> placed(Guest guest) {
        return guest.messages().stream()
                .flatMap(message -> message.getFixtures().getPlacedList().stream())
                .map(fixture -> fixture.getId())
                .toList();
    }

    private static List<Introduction> introductions(Guest guest) {
        return guest.messages().stream()
                .flatMap(message -> message.getIntroductions().getAvatarsList().stream())
                .toList();
    }
}
