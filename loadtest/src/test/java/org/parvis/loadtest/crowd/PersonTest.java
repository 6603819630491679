package org.parvis.loadtest.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parvis.loadtest.client.CloseCodes;
import org.parvis.loadtest.client.Connection;
import org.parvis.loadtest.client.Endpoint;
import org.parvis.loadtest.motion.Motion;
import org.parvis.loadtest.motion.OpenGround;
import org.parvis.loadtest.motion.WaypointMotion;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Group;
import org.parvis.loadtest.scenario.ScenarioException;
import org.parvis.loadtest.scenario.Scenarios;
import org.parvis.loadtest.watch.ServerWatch;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.Refusal;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.protocol.v1.Welcome;

final class PersonTest {
    private static final URI JOIN = URI.create("ws://127.0.0.1:1/v1/join");
    private static final long LONG_AGO_NS = -60_000_000_000L;

    private final Scenario scenario = plaza();
    private final Motion motion = new WaypointMotion(List.of(OpenGround.ENDLESS), 1.4, 40, 0, 1);
    private final Swarm swarm = new Swarm(
            scenario,
            Endpoint.plain(JOIN),
            new OneGroup(scenario.groups().get(0), motion),
            new Swarm.Options(false, 1, new ServerWatch(Endpoint.plain(JOIN), "plaza"), System::nanoTime, 1),
            new EmbeddedChannel().eventLoop());
    private final Person person = waiting();

    @Test
    void whoWaitsAtTheDoorUntilTheEndIsLost() {
        person.leave();
        person.onClosed(CloseCodes.OWN_WISH, "");

        assertThat(swarm.tally().disconnects).containsExactly(Map.entry("not let in before the end", 1));
    }

    @Test
    void whoWasInsideAndLeavesIsNotLost() {
        hear(ServerMessage.newBuilder()
                .setWelcome(Welcome.newBuilder().setAvatar(7).setPlace(Place.newBuilder())));
        person.leave();
        person.onClosed(CloseCodes.OWN_WISH, "");

        assertThat(swarm.tally().joined).isEqualTo(1);
        assertThat(swarm.present()).isZero();
        assertThat(swarm.tally().lost()).isZero();
    }

    @Test
    void whoIsRefusedComesAgainAndIsLostOnlyIfNeverLetIn() {
        hear(ServerMessage.newBuilder().setRefusal(Refusal.newBuilder().setCode(RefusalCode.REFUSAL_CODE_VENUE_FULL)));
        person.onClosed(1000, "");

        assertThat(swarm.tally().refusals).containsEntry("REFUSAL_CODE_VENUE_FULL", 1);
        assertThat(swarm.tally().lost()).isZero();
        person.leave();
        person.leave();
        assertThat(swarm.tally().lost()).isEqualTo(1);
    }

    @Test
    void whoIsRefusedForWantOfAnIdentitySaysHowTheServerIsToBeStarted() {
        hear(ServerMessage.newBuilder()
                .setRefusal(Refusal.newBuilder().setCode(RefusalCode.REFUSAL_CODE_IDENTITY_REQUIRED)));
        person.onClosed(4002, "");
        assertThat(person.neverInBecause()).contains("--guests anonymous");

        person.begin(new Connection(JOIN, Connection.Opening.UPGRADE, person), System.nanoTime());
        assertThat(person.neverInBecause()).as("still true while they call").contains("--guests anonymous");
        person.leave();
        assertThat(swarm.tally().disconnects.keySet())
                .singleElement()
                .asString()
                .contains("--guests anonymous");
    }

    @Test
    void aServerThatTalksNonsenseLosesThePersonOnce() {
        hear(ServerMessage.newBuilder()
                .setWelcome(Welcome.newBuilder().setAvatar(7).setPlace(Place.newBuilder())));
        person.onMessage(new byte[] {-1, -1, -1}, 0, 3, 5);
        person.onClosed(CloseCodes.OWN_WISH, "");

        assertThat(swarm.tally().lost()).isEqualTo(1);
    }

    @Test
    void whoCannotConnectCallsAgainAndCountsAsOneHoweverOftenTheyTried() {
        for (int i = 0; i < 20; i++) {
            person.onClosed(CloseCodes.IO_ERROR, "connection refused: nothing listens there");
            person.begin(new Connection(JOIN, Connection.Opening.UPGRADE, person), System.nanoTime());
        }
        person.onClosed(CloseCodes.IO_ERROR, "too many open files: raise this process's limit (ulimit -n)");
        assertThat(swarm.tally().lost()).as("not yet: they call again").isZero();
        assertThat(swarm.tally().failedCalls).containsEntry("connection refused: nothing listens there", 20);

        person.leave();
        assertThat(swarm.tally().disconnects)
                .containsExactly(
                        Map.entry("never got in: too many open files: raise this process's limit (ulimit -n)", 1));
    }

    @Test
    void whoLosesTheServerInTheMiddleIsLostOnceThoughTheyCallInVainEverAfter() {
        hear(ServerMessage.newBuilder()
                .setWelcome(Welcome.newBuilder().setAvatar(7).setPlace(Place.newBuilder())));
        person.onClosed(CloseCodes.NONE, "");
        for (int i = 0; i < 5; i++) {
            person.begin(new Connection(JOIN, Connection.Opening.UPGRADE, person), System.nanoTime());
            person.onClosed(CloseCodes.IO_ERROR, "connection refused: nothing listens there");
        }
        person.leave();

        assertThat(swarm.tally().disconnects).containsExactly(Map.entry("connection lost without a close frame", 1));
        assertThat(swarm.tally().lost()).isEqualTo(1);
    }

    @Test
    void whoIsLetInAgainCanBeLostAgain() {
        for (int i = 0; i < 2; i++) {
            hear(ServerMessage.newBuilder()
                    .setWelcome(Welcome.newBuilder().setAvatar(7).setPlace(Place.newBuilder())));
            person.onClosed(4005, "");
            person.begin(new Connection(JOIN, Connection.Opening.UPGRADE, person), System.nanoTime());
        }
        assertThat(swarm.tally().lost()).isEqualTo(2);
        assertThat(swarm.tally().disconnects.keySet()).allMatch(why -> why.startsWith("closed by the server: "));
    }

    private void hear(ServerMessage.Builder message) {
        byte[] bytes = message.build().toByteArray();
        person.onMessage(bytes, 0, bytes.length, bytes.length + 2);
    }

    private Person waiting() {
        Person waiting = new Person(swarm, 0, scenario.groups().get(0), motion, null);
        waiting.begin(new Connection(JOIN, Connection.Opening.UPGRADE, waiting), System.nanoTime() + LONG_AGO_NS);
        return waiting;
    }

    private static Scenario plaza() {
        try {
            return Scenarios.read("plaza");
        } catch (ScenarioException e) {
            throw new IllegalStateException(e);
        }
    }

    private record OneGroup(Group group, Motion motion) implements Cast {
        @Override
        public Group groupOf(int index) {
            return group;
        }

        @Override
        public Motion motionOf(Group of) {
            return motion;
        }
    }
}
