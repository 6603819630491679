package org.parvis.server.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.ActionReply;
import org.parvis.protocol.v1.Chat;
import org.parvis.protocol.v1.CorrectionCause;
import org.parvis.protocol.v1.Emote;
import org.parvis.protocol.v1.EmoteKind;
import org.parvis.protocol.v1.Gait;
import org.parvis.protocol.v1.Interact;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.feature.bell.BellFeature;
import org.parvis.server.feature.seating.SeatingFeature;
import org.parvis.server.feature.social.ChatFeature;
import org.parvis.server.feature.social.EmoteFeature;
import org.parvis.server.instance.LocalRelay;
import org.parvis.server.instance.Relay;
import org.parvis.server.instance.feature.Places;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;
import org.parvis.world.Zone;

class FeaturesInstanceTest {
    private static final SmallVenue VENUE =
            SmallVenue.square(200).bench("bench", 3, 0, 2).bell("bell", 0, 3);

    @Test
    void chatIsHeardByThoseAroundOnly() {
        HandTicked house = HandTicked.of(VENUE, new ChatFeature(new SimpleMeterRegistry()));
        Guest ann = house.join("Ann", 0, 0);
        Guest near = house.join("near", 29, 0);
        Guest far = house.join("far", 31, 0);
        assertThat(act(house, ann, 1, chat("Hello\nall")).getCode()).isEqualTo(ActionCode.ACTION_CODE_DONE);
        assertThat(chats(near)).containsExactly("Hello\nall");
        assertThat(chats(ann)).containsExactly("Hello\nall");
        assertThat(chats(far)).isEmpty();
    }

    @Test
    void chatRefusesEmptyLongAndControl() {
        HandTicked house = HandTicked.of(VENUE, new ChatFeature(new SimpleMeterRegistry()));
        Guest ann = house.join("Ann", 0, 0);
        assertThat(act(house, ann, 1, chat(" ")).getCode()).isEqualTo(ActionCode.ACTION_CODE_INVALID);
        assertThat(act(house, ann, 2, chat("x".repeat(281))).getCode()).isEqualTo(ActionCode.ACTION_CODE_INVALID);
        assertThat(act(house, ann, 3, chat("a\u0007")).getCode()).isEqualTo(ActionCode.ACTION_CODE_INVALID);
        assertThat(act(house, ann, 4, chat("😀".repeat(280))).getCode()).isEqualTo(ActionCode.ACTION_CODE_DONE);
    }

    @Test
    void repeatedActionIsAnsweredAgainAndDoneOnce() {
        HandTicked house = HandTicked.of(VENUE, new ChatFeature(new SimpleMeterRegistry()));
        Guest ann = house.join("Ann", 0, 0);
        ActionReply first = act(house, ann, 7, chat("once"));
        ActionReply again = act(house, ann, 7, chat("once"));
        assertThat(again).isEqualTo(first);
        assertThat(chats(ann)).containsExactly("once");
    }

    @Test
    void unknownActionIsInvalid() {
        HandTicked house = HandTicked.of(VENUE);
        Guest ann = house.join("Ann", 0, 0);
        assertThat(act(house, ann, 1, chat("anyone?")).getCode()).isEqualTo(ActionCode.ACTION_CODE_INVALID);
    }

    @Test
    void waveEndsByItselfAndDanceByWalking() {
        HandTicked house = HandTicked.of(VENUE, new EmoteFeature());
        Guest ann = house.join("Ann", 0, 0);
        Guest bob = house.join("Bob", 2, 2);
        act(house, ann, 1, emote(EmoteKind.EMOTE_KIND_WAVE));
        assertThat(bob.sees(ann).emote()).isEqualTo(EmoteKind.EMOTE_KIND_WAVE_VALUE);
        house.seconds(2.1);
        assertThat(bob.sees(ann).emote()).isZero();
        act(house, ann, 2, emote(EmoteKind.EMOTE_KIND_DANCE));
        house.seconds(30);
        assertThat(bob.sees(ann).emote()).isEqualTo(EmoteKind.EMOTE_KIND_DANCE_VALUE);
        ann.walkTo(0.2, 0);
        house.tick();
        assertThat(bob.sees(ann).emote()).isZero();
    }

    @Test
    void benchSeatsAsManyAsItHasSeatsAndWalkingFreesOne() {
        HandTicked house = HandTicked.of(VENUE, new SeatingFeature());
        Guest ann = house.join("Ann", 2, 1.5);
        Guest bob = house.join("Bob", 4, 1.5);
        Guest cem = house.join("Cem", 3, 2);
        assertThat(act(house, ann, 1, interact("bench", "sit")).getCode()).isEqualTo(ActionCode.ACTION_CODE_DONE);
        assertThat(bob.sees(ann).gait()).isEqualTo(Gait.GAIT_SIT_VALUE);
        assertThat(ann.messages()).anyMatch(m -> m.getCorrection().getCause() == CorrectionCause.CORRECTION_CAUSE_SEAT);
        assertThat(act(house, bob, 1, interact("bench", "sit")).getCode()).isEqualTo(ActionCode.ACTION_CODE_DONE);
        assertThat(act(house, cem, 1, interact("bench", "sit")).getCode()).isEqualTo(ActionCode.ACTION_CODE_TAKEN);
        assertThat(Math.hypot(ann.xM() - bob.xM(), ann.zM() - bob.zM())).isGreaterThan(0.5);
        ann.walkTo(ann.xM(), ann.zM() + 1);
        house.tick();
        assertThat(bob.sees(ann).gait()).isEqualTo(Gait.GAIT_IDLE_VALUE);
        assertThat(act(house, cem, 2, interact("bench", "sit")).getCode()).isEqualTo(ActionCode.ACTION_CODE_DONE);
        house.mailbox().leave(bob.avatar(), bob);
        house.tick();
        assertThat(act(house, ann, 2, interact("bench", "sit")).getCode()).isEqualTo(ActionCode.ACTION_CODE_DONE);
    }

    @Test
    void whoSitsGetsUpByTheBenchWhereTheyStoodBefore() {
        HandTicked house = HandTicked.of(VENUE, new SeatingFeature());
        Guest ann = house.join("Ann", 2, 1.5);
        assertThat(act(house, ann, 1, interact("bench", "sit")).getCode()).isEqualTo(ActionCode.ACTION_CODE_DONE);

        assertThat(act(house, ann, 2, interact("bench", "stand")).getCode()).isEqualTo(ActionCode.ACTION_CODE_DONE);

        assertThat(ann.sees(ann).gait()).isEqualTo(Gait.GAIT_IDLE_VALUE);
    }

    @Test
    void fixturesWantTheRightVerbAndSomebodyNear() {
        HandTicked house = HandTicked.of(VENUE, new SeatingFeature(), new BellFeature());
        Guest ann = house.join("Ann", 40, 0);
        assertThat(act(house, ann, 1, interact("bell", "ring")).getCode()).isEqualTo(ActionCode.ACTION_CODE_TOO_FAR);
        assertThat(act(house, ann, 2, interact("bell", "sit")).getCode()).isEqualTo(ActionCode.ACTION_CODE_INVALID);
        assertThat(act(house, ann, 3, interact("gong", "ring")).getCode()).isEqualTo(ActionCode.ACTION_CODE_NOT_FOUND);
    }

    @Test
    void bellRingsOnceInTenSecondsForEverybodyAndInMirrors() {
        Relay relay = new LocalRelay();
        HandTicked house = HandTicked.mirror(VENUE, relay, new BellFeature());
        HandTicked mirror = HandTicked.mirror(VENUE, relay, new BellFeature());
        Guest ann = house.join("Ann", 0, 2);
        Guest far = house.join("far", 90, 90);
        Guest other = mirror.join("other", 0, 0);
        assertThat(act(house, ann, 1, interact("bell", "ring")).getCode()).isEqualTo(ActionCode.ACTION_CODE_DONE);
        mirror.tick();
        for (Guest listener : List.of(ann, far, other)) {
            assertThat(listener.messages())
                    .filteredOn(ServerMessage::hasBellRung)
                    .hasSize(1);
        }
        house.seconds(4);
        ActionReply early = act(house, far, 1, interact("bell", "ring"));
        assertThat(early.getCode()).isEqualTo(ActionCode.ACTION_CODE_TOO_FAR);
        ActionReply again = act(house, ann, 2, interact("bell", "ring"));
        assertThat(again.getCode()).isEqualTo(ActionCode.ACTION_CODE_TOO_SOON);
        assertThat(again.getRetryAfterMs()).isBetween(5_000, 6_100);
        house.seconds(6.2);
        assertThat(act(house, ann, 3, interact("bell", "ring")).getCode()).isEqualTo(ActionCode.ACTION_CODE_DONE);
    }

    @Test
    void zonesTellWhoComesAndGoes() {
        List<String> events = new ArrayList<>();
        HandTicked house = HandTicked.of(
                SmallVenue.square(60).zone("shop", 2, 0, 1),
                seam -> seam.places().onZone(new Places.ZoneListener() {
                    @Override
                    public void onEntered(int avatar, Zone zone) {
                        events.add("in " + zone.id());
                    }

                    @Override
                    public void onExited(int avatar, Zone zone) {
                        events.add("out " + zone.id());
                    }
                }));
        Guest ann = house.join("Ann", 0, 0);
        for (double xM = 0.1; xM < 4; xM += 0.1) {
            ann.walkTo(xM, 0);
            house.tick();
        }
        assertThat(events).containsExactly("in shop", "out shop");
        for (double xM = 4; xM > 2; xM -= 0.1) {
            ann.walkTo(xM, 0);
            house.tick();
        }
        house.mailbox().leave(ann.avatar(), ann);
        house.tick();
        assertThat(events).containsExactly("in shop", "out shop", "in shop", "out shop");
    }

    private static ActionReply act(HandTicked house, Guest guest, long id, Action.Builder action) {
        int before = guest.messages().size();
        house.act(guest, action.setId(id));
        house.tick();
        return guest.messages().subList(before, guest.messages().size()).stream()
                .filter(ServerMessage::hasActionReply)
                .findFirst()
                .orElseThrow()
                .getActionReply();
    }

    private static Action.Builder chat(String text) {
        return Action.newBuilder().setChat(Chat.newBuilder().setText(text));
    }

    private static Action.Builder emote(EmoteKind kind) {
        return Action.newBuilder().setEmote(Emote.newBuilder().setKind(kind));
    }

    private static Action.Builder interact(String fixture, String verb) {
        return Action.newBuilder()
                .setInteract(Interact.newBuilder().setFixture(fixture).setVerb(verb));
    }

    private static List<String> chats(Guest guest) {
        return guest.messages().stream()
                .filter(ServerMessage::hasChat)
                .map(message -> message.getChat().getText())
                .toList();
    }
}
