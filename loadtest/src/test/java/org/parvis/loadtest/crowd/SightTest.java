package org.parvis.loadtest.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parvis.loadtest.client.Connection;
import org.parvis.loadtest.client.Endpoint;
import org.parvis.loadtest.measure.Tally;
import org.parvis.loadtest.motion.Motion;
import org.parvis.loadtest.motion.Walk;
import org.parvis.loadtest.scenario.Scenario;
import org.parvis.loadtest.scenario.Scenario.Group;
import org.parvis.loadtest.scenario.ScenarioException;
import org.parvis.loadtest.scenario.Scenarios;
import org.parvis.loadtest.watch.ServerWatch;
import org.parvis.protocol.v1.Frame;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.protocol.v1.Welcome;

/** What a viewer of a crowd counts, on a clock that the test turns and with a server that sends nothing. */
final class SightTest {
    private static final long MS = 1_000_000;
    private static final URI JOIN = URI.create("ws://127.0.0.1:1/v1/join");

    private final AtomicLong clockNs = new AtomicLong(MS);
    private final ServerWatch watch = new ServerWatch(Endpoint.plain(JOIN), "plaza");
    private final Scenario scenario = twoOnThePlaza();
    private final Swarm swarm = new Swarm(
            scenario,
            Endpoint.plain(JOIN),
            new Standing(scenario.groups().get(0)),
            new Swarm.Options(false, 2, watch, clockNs::get, 1),
            new EmbeddedChannel().eventLoop());
    private final Person viewer = inside(0, new Sight(swarm, true));
    private final Person walker = inside(1, null);

    @BeforeEach
    void theyStandNearEachOther() {
        swarm.whereabouts().put(0, 0, 0, 0);
        swarm.whereabouts().put(1, 0, 3, 4);
        tellNearRing();
    }

    @AfterEach
    void closeWatch() {
        watch.close();
    }

    @Test
    void aServerThatTellsNothingMakesAgesThatGrowWithTheClock() {
        for (int i = 0; i < 100; i++) {
            tick(100);
            moves();
        }
        Tally tally = swarm.tally();
        assertThat(tally.receiptAge.getTotalCount()).isZero();
        assertThat(tally.age.getTotalCount()).isBetween(30L, 50L);
        assertThat(tally.age.getMaxValue()).isBetween(9_000 * MS, 10_500 * MS);
        assertThat(tally.age.getValueAtPercentile(50)).isBetween(4_000 * MS, 6_000 * MS);
    }

    @Test
    void aTesterThatStoodStillCountsTheMomentsItMissed() {
        tick(250);
        moves();
        tick(250);
        tick(4_000);

        assertThat(swarm.tally().age.getTotalCount())
                .as("some four moments in each second, stalled or not")
                .isBetween(15L, 20L);
        assertThat(swarm.tally().age.getMaxValue()).isGreaterThan(3_700 * MS);
    }

    @Test
    void whoIsFarAwayOrGoneDoesNotCount() {
        swarm.whereabouts().put(1, 0, 40, 0);
        tick(300);
        moves();
        tick(300);
        tick(300);
        assertThat(swarm.tally().age.getTotalCount()).isZero();

        swarm.whereabouts().put(1, 1, 3, 4);
        tick(300);
        tick(300);
        assertThat(swarm.tally().age.getTotalCount()).as("on another floor").isZero();

        swarm.whereabouts().remove(1);
        tick(300);
        tick(300);
        assertThat(swarm.tally().age.getTotalCount()).as("gone").isZero();
    }

    private void tick(long ms) {
        clockNs.addAndGet(ms * MS);
        Sight sight = viewer.sight;
        if (sight != null) {
            sight.sample(viewer, clockNs.get());
        }
    }

    private void moves() {
        int move = swarm.sendTimes().newest(walker.index) + 1;
        swarm.sendTimes().sent(walker.index, move, clockNs.get());
    }

    /** A frame that tells nothing but how far the near ring reaches: 30 m. */
    private void tellNearRing() {
        byte[] frame = Frame.newBuilder().setTick(1).setNearDm(300).build().toByteArray();
        swarm.frames().wrap(frame, 0, frame.length);
        Sight sight = viewer.sight;
        if (sight != null) {
            sight.onFrame(viewer, swarm.tally(), frame.length);
        }
    }

    private Person inside(int index, @Nullable Sight sight) {
        Group group = scenario.groups().get(0);
        Person person = new Person(swarm, index, group, Standing.STILL, sight);
        person.begin(new Connection(JOIN, Connection.Opening.UPGRADE, person), clockNs.get());
        byte[] welcome = ServerMessage.newBuilder()
                .setWelcome(Welcome.newBuilder().setAvatar(index).setPlace(Place.newBuilder()))
                .build()
                .toByteArray();
        person.onMessage(welcome, 0, welcome.length, welcome.length + 2);
        return person;
    }

    private static Scenario twoOnThePlaza() {
        try {
            return Scenarios.read("plaza").scaledTo(2);
        } catch (ScenarioException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Standing(Group group) implements Cast {
        static final Motion STILL = (Walk walk, double seconds) -> {};

        @Override
        public Group groupOf(int index) {
            return group;
        }

        @Override
        public Motion motionOf(Group of) {
            return STILL;
        }
    }
}
