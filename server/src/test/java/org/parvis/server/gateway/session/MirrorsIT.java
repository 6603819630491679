package org.parvis.server.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Interact;
import org.parvis.protocol.v1.Leave;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.placement.MirrorConfig;
import org.parvis.server.testing.SmallVenue;

/** Mirrors of one venue in one server, from the sockets of those inside. */
final class MirrorsIT {
    private static final int CAPACITY = 6;
    private static final MirrorConfig MIRRORS = new MirrorConfig(2, 0.5, 200);

    private static TestHouse house() throws Exception {
        SmallVenue venue = SmallVenue.square(40).bell("bell-1", 0, 2);
        return TestHouse.open(venue, InstanceConfig.DEFAULT.withCapacity(CAPACITY), MIRRORS);
    }

    @Test
    void mirrorOpensUnderLoadPartyLandsTogetherBellIsHeardInBothAndNobodyIsThrownOut() throws Exception {
        List<TestPlayer> all = new ArrayList<>();
        try (TestHouse house = house()) {
            for (int i = 0; i < CAPACITY / 2; i++) {
                all.add(enter(house, "Early " + i, "", ""));
            }
            assertThat(instances(all)).hasSize(1);
            String first = all.get(0).welcome().getInstanceId();

            TestPlayer late = enter(house, "Late", "", "");
            all.add(late);
            String second = late.welcome().getInstanceId();
            assertThat(second).as("a mirror opened").isNotEqualTo(first);
            assertThat(late.welcome().getVenue()).isEqualTo(all.get(0).welcome().getVenue());

            TestPlayer ann = enter(house, "Ann", "party-7", first);
            TestPlayer bob = enter(house, "Bob", "party-7", "");
            all.addAll(List.of(ann, bob));
            assertThat(List.of(ann.welcome().getInstanceId(), bob.welcome().getInstanceId()))
                    .as("asked for, and followed by the party")
                    .containsOnly(first);

            late.send(ring(1));
            assertThat(late.await(ServerMessage::hasActionReply)
                            .getActionReply()
                            .getCode())
                    .isEqualTo(ActionCode.ACTION_CODE_DONE);
            for (TestPlayer player : all) {
                assertThat(player.await(ServerMessage::hasBellRung)
                                .getBellRung()
                                .getName())
                        .isEqualTo("Late");
            }
            assertThat(all).noneMatch(TestPlayer::isClosed);

            leave(late);
            all.remove(late);
            closeEmpty(house, first);
            assertThat(all).as("those in the other mirror notice nothing").noneMatch(TestPlayer::isClosed);
            bob.send(ring(1));
            assertThat(bob.await(ServerMessage::hasActionReply).getActionReply().getCode())
                    .as("the bell swings from the ring in the mirror")
                    .isEqualTo(ActionCode.ACTION_CODE_TOO_SOON);
            assertThat(house.metrics.find("parvis.avatars").gauges()).hasSize(1);
            assertThat(house.posts()).as("letterboxes of the mirror are gone").isLessThanOrEqualTo(2);
        } finally {
            for (TestPlayer player : all) {
                player.cut();
            }
        }
    }

    @Test
    void whoComesBackComesBackToTheirMirror() throws Exception {
        List<TestPlayer> all = new ArrayList<>();
        try (TestHouse house = house()) {
            for (int i = 0; i < CAPACITY / 2; i++) {
                all.add(enter(house, "Early " + i, "", ""));
            }
            TestPlayer late = enter(house, "Late", "", "");
            all.add(late);
            late.cut();
            TestPlayer again = TestPlayer.connect(house.uri());
            all.add(again);
            again.send(ClientMessage.newBuilder()
                    .setHello(Hello.newBuilder()
                            .setProtocolVersion(1)
                            .setResumeToken(late.welcome().getResumeToken()))
                    .build());
            assertThat(again.welcome().getResumed()).isTrue();
            assertThat(again.welcome().getInstanceId()).isEqualTo(late.welcome().getInstanceId());
        } finally {
            for (TestPlayer player : all) {
                player.cut();
            }
        }
    }

    private static void closeEmpty(TestHouse house, String stays) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            house.placement.closeEmpty();
            return house.instances.all().size() == 1;
        });
        assertThat(house.instances.all()).extracting(VenueInstance::id).containsExactly(stays);
    }

    private static TestPlayer enter(TestHouse house, String name, String party, String instance) {
        TestPlayer player = TestPlayer.connect(house.uri());
        player.send(ClientMessage.newBuilder()
                .setHello(Hello.newBuilder()
                        .setProtocolVersion(1)
                        .setGuestName(name)
                        .setParty(party)
                        .setInstance(instance))
                .build());
        player.welcome();
        return player;
    }

    private static void leave(TestPlayer player) {
        player.send(
                ClientMessage.newBuilder().setLeave(Leave.getDefaultInstance()).build());
        player.awaitClose();
    }

    private static ClientMessage ring(long id) {
        return ClientMessage.newBuilder()
                .setAction(Action.newBuilder()
                        .setId(id)
                        .setInteract(Interact.newBuilder().setFixture("bell-1").setVerb("ring")))
                .build();
    }

    private static Set<String> instances(List<TestPlayer> players) {
        return players.stream().map(player -> player.welcome().getInstanceId()).collect(Collectors.toSet());
    }
}
