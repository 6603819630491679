package org.parvis.server.instance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.ActionReply;
import org.parvis.protocol.v1.Chat;
import org.parvis.protocol.v1.Emote;
import org.parvis.protocol.v1.EmoteKind;
import org.parvis.protocol.v1.Notice;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.protocol.v1.Spectate;
import org.parvis.server.feature.social.EmoteFeature;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.People;
import org.parvis.server.instance.people.Population;
import org.parvis.server.instance.people.Visitor;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;

/** Visitors who look on without a body: what they see, what others learn of them, and how they end. */
@Tag("A101")
class SpectatorInstanceTest {
    private static final int RESUME_WINDOW_S = 120;

    private final HandTicked house = HandTicked.of(SmallVenue.square(300), new EmoteFeature());
    private long actions;

    private static Spectate from(double xM, double zM) {
        Place.Builder place =
                Place.newBuilder().setXCm((int) Math.round(xM * 100)).setZCm((int) Math.round(zM * 100));
        return Spectate.newBuilder().setPlace(place).build();
    }

    private static Spectate following(int avatar) {
        return Spectate.newBuilder().setAvatar(avatar).build();
    }

    private ActionReply act(Guest guest, Action.Builder action) {
        guest.messages().clear();
        house.act(guest, action.setId(++actions));
        house.tick();
        return guest.messages().stream()
                .filter(ServerMessage::hasActionReply)
                .map(ServerMessage::getActionReply)
                .reduce((a, b) -> {
                    throw new AssertionError("answered twice");
                })
                .orElseThrow();
    }

    private double gauge(String name) {
        return house.metrics.get(name).gauge().value();
    }

    @Test
    void aSpectatorSeesWhereItLooksAndNobodyLearnsOfIt() {
        List<Integer> told = new ArrayList<>();
        house.seam().people().onPresence(new People.PresenceListener() {
            @Override
            public void onJoined(int avatar) {
                told.add(avatar);
            }
        });
        Guest ann = house.join("Ann", 100, 0);
        Guest mod = house.lookOn("Mod", from(95, 0));
        house.ticks(3);

        assertThat(mod.welcome().getSpectator()).isTrue();
        assertThat(ann.welcome().getSpectator()).isFalse();
        assertThat(mod.welcome().getPlace().getXCm()).isEqualTo(9_500);
        assertThat(mod.avatar()).isGreaterThanOrEqualTo(Population.arraySize(500));
        for (int i = 1; i <= 40; i++) {
            ann.walkTo(100 + i * 0.1, 0);
            house.tick();
            assertThat(mod.sees(ann).xM()).isCloseTo(ann.xM(), within(0.01));
        }
        assertThat(mod.names()).containsEntry(ann.avatar(), "Ann");
        assertThat(ann.names()).containsOnlyKeys(ann.avatar());
        assertThat(ann.crowd().all().keySet()).containsExactly(ann.avatar());
        assertThat(ann.crowd().horizon()).isEmpty();
        assertThat(told).containsExactly(ann.avatar());
        assertThat(house.seam().people().count()).isOne();
        assertThat(gauge("parvis.avatars")).isOne();
        assertThat(gauge("parvis.spectators")).isOne();
        assertThat(house.seam().visibility().maySee(ann.avatar(), mod.avatar())).isFalse();
    }

    @Test
    void whatEverybodyIsToldASpectatorIsToldToo() {
        Guest mod = house.lookOn("Mod", from(0, 0));
        house.seam()
                .messages()
                .sendAll(ServerMessage.newBuilder()
                        .setNotice(Notice.newBuilder().setMessage("all"))
                        .build());
        house.tick();
        assertThat(mod.messages()).anyMatch(one -> one.getNotice().getMessage().equals("all"));
        List<String> names = new ArrayList<>();
        house.seam().people().forEach(visitor -> names.add(visitor.name()));
        assertThat(names).containsExactly("Mod");
        Visitor visitor = requireNonNull(house.seam().people().visitor(mod.avatar()));
        assertThat(visitor.isSpectator()).isTrue();
    }

    @Test
    void movesAndWhatWantsABodyAreRefused() {
        Guest ann = house.join("Ann", 0, 0);
        Guest mod = house.lookOn("Mod", from(1, 0));
        house.seam().onAction(Action.KindCase.CHAT, call -> call.reply(ActionOutcome.DONE));
        mod.messages().clear();
        house.mailbox().move(mod.avatar(), new Target());
        house.mailbox().away(mod.avatar(), mod, true);
        house.tick();
        assertThat(act(mod, Action.newBuilder().setChat(Chat.newBuilder().setText("boo")))
                        .getCode())
                .isEqualTo(ActionCode.ACTION_CODE_FORBIDDEN);
        assertThat(act(mod, Action.newBuilder().setEmote(Emote.newBuilder().setKind(EmoteKind.EMOTE_KIND_WAVE)))
                        .getCode())
                .isEqualTo(ActionCode.ACTION_CODE_FORBIDDEN);
        assertThat(act(ann, Action.newBuilder().setChat(Chat.newBuilder().setText("hm")))
                        .getCode())
                .isEqualTo(ActionCode.ACTION_CODE_DONE);
        assertThat(house.seam().people().emote(mod.avatar(), EmoteKind.EMOTE_KIND_WAVE))
                .isFalse();
        assertThat(house.seam().places().spot(mod.avatar())).isNull();
        assertThat(house.seam().visibility().block(ann.avatar(), mod.avatar(), true))
                .isFalse();
        assertThat(house.seam().visibility().changeLayer(mod.avatar(), 1)).isFalse();
    }

    @Test
    void aSpectatorLooksElsewhereByAnAction() {
        Guest ann = house.join("Ann", 100, 0);
        Guest far = house.join("far", -140, -140);
        Guest mod = house.lookOn("Mod", from(95, 0));
        assertThat(act(mod, Action.newBuilder().setSpectate(following(far.avatar())))
                        .getCode())
                .isEqualTo(ActionCode.ACTION_CODE_DONE);
        house.ticks(2);
        assertThat(mod.crowd().all().keySet()).containsExactly(far.avatar());
        assertThat(act(
                                mod,
                                Action.newBuilder()
                                        .setSpectate(Spectate.newBuilder().setEverything(true)))
                        .getCode())
                .isEqualTo(ActionCode.ACTION_CODE_DONE);
        house.ticks(2);
        assertThat(mod.crowd().all().keySet()).containsExactly(ann.avatar(), far.avatar());

        assertThat(act(mod, Action.newBuilder().setSpectate(from(151, 0))).getCode())
                .isEqualTo(ActionCode.ACTION_CODE_INVALID);
        assertThat(act(mod, Action.newBuilder().setSpectate(following(77))).getCode())
                .isEqualTo(ActionCode.ACTION_CODE_NOT_FOUND);
        assertThat(act(mod, Action.newBuilder().setSpectate(following(mod.avatar())))
                        .getCode())
                .isEqualTo(ActionCode.ACTION_CODE_NOT_FOUND);
        assertThat(act(ann, Action.newBuilder().setSpectate(from(0, 0))).getCode())
                .isEqualTo(ActionCode.ACTION_CODE_FORBIDDEN);
        house.seam().visibility().changeLayer(far.avatar(), 1);
        assertThat(act(mod, Action.newBuilder().setSpectate(following(far.avatar())))
                        .getCode())
                .as("somebody hidden")
                .isEqualTo(ActionCode.ACTION_CODE_NOT_FOUND);
    }

    @Test
    void whoeverGetsTheNumberOfAFollowedBodyIsNotFollowed() {
        Guest ann = house.join("Ann", 100, 0);
        Guest mod = house.lookOn("Mod", following(ann.avatar()));
        house.ticks(2);
        assertThat(mod.crowd().all()).containsOnlyKeys(ann.avatar());
        int number = ann.avatar();
        house.mailbox().leave(number, ann);
        house.seconds(11);
        Guest next = house.join("next", -140, -140);
        assertThat(next.avatar()).isEqualTo(number);
        house.ticks(3);
        assertThat(mod.crowd().all()).isEmpty();
    }

    @Test
    void aViewIsKeptOverALostConnectionAndEndsWithTheWindow() {
        Guest ann = house.join("Ann", 0, 0);
        Guest mod = house.lookOn("Mod", from(2, 0));
        house.mailbox().detach(mod.avatar(), mod);
        house.ticks(5);
        Guest again = house.resume(mod);
        house.ticks(2);
        assertThat(again.welcome().getSpectator()).isTrue();
        assertThat(again.welcome().getResumed()).isTrue();
        assertThat(again.avatar()).isEqualTo(mod.avatar());
        assertThat(again.crowd().all()).containsOnlyKeys(ann.avatar());

        house.mailbox().detach(again.avatar(), again);
        house.seconds(RESUME_WINDOW_S + 1);
        assertThat(again.isEnded()).as("told of the end").isFalse();
        assertThat(mod.isEnded()).as("whose stay it was").isTrue();
        assertThat(gauge("parvis.spectators")).isZero();
        assertThat(house.seam().people().visitor(mod.avatar())).isNull();
    }

    @Test
    void spectatorsTakeNobodysRoomAndLeavingFreesTheirs() {
        HandTicked small = HandTicked.of(SmallVenue.square(60), InstanceConfig.DEFAULT.withCapacity(1));
        Guest ann = small.join("Ann", 0, 0);
        List<Guest> all = new ArrayList<>();
        for (int i = 0; i < Population.MAX_SPECTATORS; i++) {
            all.add(small.lookOn("Mod " + i, Spectate.getDefaultInstance()));
            assertThat(all.get(i).isIn()).isTrue();
        }
        Guest tooMany = small.lookOn("Mod", Spectate.getDefaultInstance());
        assertThat(tooMany.refused().code()).isEqualTo(RefusalCode.REFUSAL_CODE_VENUE_FULL);
        assertThat(small.join("Bob", 0, 0).refused().code()).isEqualTo(RefusalCode.REFUSAL_CODE_VENUE_FULL);

        Guest first = all.get(0);
        small.mailbox().leave(first.avatar(), first);
        small.tick();
        assertThat(first.isEnded()).isTrue();
        int frames = first.frames();
        Guest next = small.lookOn("next", Spectate.getDefaultInstance());
        assertThat(next.avatar()).as("the number is free again").isEqualTo(first.avatar());
        small.mailbox().leave(next.avatar(), first);
        for (int i = 0; i < 10; i++) {
            ann.walkTo(i * 0.1, 0);
            small.tick();
        }
        assertThat(next.isIn()).as("whom the one before cannot end").isTrue();
        assertThat(next.sees(ann)).isNotNull();
        assertThat(first.frames()).isEqualTo(frames);
    }

    /** A move as a client would send it. */
    private record Target() implements Mailbox.MoveTarget {
        @Override
        public int sequence() {
            return 1;
        }

        @Override
        public int floor() {
            return 0;
        }

        @Override
        public int xCm() {
            return 100;
        }

        @Override
        public int zCm() {
            return 100;
        }

        @Override
        public int yaw() {
            return 0;
        }

        @Override
        public int gait() {
            return 2;
        }
    }
}
