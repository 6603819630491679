package org.parvis.server.instance.motion;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.FixtureChanges;
import org.parvis.protocol.v1.PlacedFixture;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.feature.Places;
import org.parvis.server.instance.feature.Spot;
import org.parvis.server.instance.tick.TickState;
import org.parvis.world.Fixture;
import org.parvis.world.spatial.FloorMap;

/**
 * The fixtures of an instance, those of the venue and those that features have placed, and from where each can be used.
 * Tick thread only.
 */
public final class Fixtures {
    /** How near one must be to use a fixture, metres from its middle; half the width of its seats comes on top. */
    public static final double REACH_M = 3;

    /** From the edge of a fixture to the middle of who uses it, metres: a body, and room to turn. */
    private static final double BESIDE_M = MovementWorld.BODY_RADIUS_M + 0.15;

    /** Just off the edge of a fixture, metres: a line that ends here does not touch the fixture itself. */
    private static final double OFF_EDGE_M = 0.02;

    private static final int DIRECTIONS = 8;

    private final TickState state;
    private final Motion motion;
    private final Map<String, Entry> byId = new HashMap<>();
    private final Map<String, Entry> placed = new LinkedHashMap<>();

    /**
     * Begins with the fixtures of the venue.
     *
     * @param motion knows where bodies are and what is in their way
     */
    public Fixtures(TickState state, Motion motion) {
        this.state = state;
        this.motion = motion;
        state.venue().fixtures().forEach(fixture -> byId.put(fixture.id(), new Entry(fixture, null, false)));
    }

    /** The fixture with an id; null for none. */
    public @Nullable Fixture find(String id) {
        Entry entry = byId.get(id);
        return entry == null ? null : entry.fixture;
    }

    /** What its feature does with it; null for the venue's own, which are done by kind. */
    public Places.@Nullable FixtureHandler handler(String id) {
        Entry entry = byId.get(id);
        return entry == null ? null : entry.handler;
    }

    /** From where a fixture can be used. */
    public List<Spot> usePlaces(Fixture fixture) {
        Entry entry = byId.get(fixture.id());
        return entry == null ? List.of() : entry.usePlaces;
    }

    /** Whether a body is near enough to a fixture and could walk straight to it, once it is on its feet. */
    public boolean isInReach(int avatar, Fixture fixture) {
        Spot body = motion.footing(avatar);
        Spot middle = new Spot(fixture.floorIndex(), fixture.x(), fixture.z(), 0);
        if (body.distanceM(middle) > REACH_M + fixture.seats() * Fixture.SEAT_WIDTH_M / 2) {
            return false;
        }
        for (Spot place : usePlaces(fixture)) {
            if (motion.isClear(body, place)) {
                return true;
            }
        }
        return false;
    }

    /** Places one, see {@link Places#addFixture}. */
    public Places.Handle add(Fixture fixture, boolean isTold, Places.FixtureHandler handler) {
        if (placed.size() >= Places.MAX_PLACES) {
            throw new IllegalStateException(
                    "There are " + Places.MAX_PLACES + " placed fixtures already; take one away first");
        }
        if (fixture.floorIndex() < 0 || fixture.floorIndex() >= state.maps().size()) {
            throw new IllegalArgumentException("There is no floor " + fixture.floorIndex() + " for " + fixture.id());
        }
        Entry entry = new Entry(fixture, handler, isTold);
        if (byId.putIfAbsent(fixture.id(), entry) != null) {
            throw new IllegalStateException("There is a fixture " + fixture.id() + " already");
        }
        placed.put(fixture.id(), entry);
        tell(entry, FixtureChanges.newBuilder().addPlaced(entry.toMessage()));
        return () -> remove(entry);
    }

    private void remove(Entry entry) {
        state.ownership().check();
        if (placed.remove(entry.fixture.id(), entry)) {
            byId.remove(entry.fixture.id());
            tell(entry, FixtureChanges.newBuilder().addRemoved(entry.fixture.id()));
        }
    }

    private void tell(Entry entry, FixtureChanges.Builder changes) {
        if (entry.told) {
            state.sendAll(
                    ServerMessage.newBuilder().setFixtures(changes).build().toByteString(), false);
        }
    }

    /** The message for newcomers; empty when there is nothing to tell. */
    public ByteString all() {
        FixtureChanges.Builder changes = FixtureChanges.newBuilder();
        placed.values().stream().filter(entry -> entry.told).forEach(entry -> changes.addPlaced(entry.toMessage()));
        return changes.getPlacedCount() == 0
                ? ByteString.EMPTY
                : ServerMessage.newBuilder().setFixtures(changes).build().toByteString();
    }

    /** Places beside the fixture where a body has room and nothing is between it and the fixture. */
    private List<Spot> placesBeside(Fixture fixture) {
        List<Spot> found = new ArrayList<>();
        double yawRad = fixture.yawRad();
        if (fixture.seats() == 0) {
            for (int i = 0; i < DIRECTIONS; i++) {
                add(found, fixture, yawRad + 2 * Math.PI * i / DIRECTIONS, 0, Fixture.BELL_RADIUS_M);
            }
            return found;
        }
        double halfM = (fixture.seats() - 1) * Fixture.SEAT_WIDTH_M / 2;
        for (double side : new double[] {0, Math.PI}) {
            for (int seat = 0; seat < fixture.seats(); seat++) {
                double asideM = seat * Fixture.SEAT_WIDTH_M - halfM;
                add(found, fixture, yawRad + side, side == 0 ? asideM : -asideM, Fixture.BENCH_DEPTH_M / 2);
            }
        }
        double endM = fixture.seats() * Fixture.SEAT_WIDTH_M / 2;
        add(found, fixture, yawRad + Math.PI / 2, 0, endM);
        add(found, fixture, yawRad - Math.PI / 2, 0, endM);
        return found;
    }

    /** Adds the place in a direction, so far aside of the middle and beyond the edge, if it can be used. */
    private void add(List<Spot> found, Fixture fixture, double directionRad, double asideM, double edgeM) {
        double outX = -Math.sin(directionRad);
        double outZ = -Math.cos(directionRad);
        double baseXM = fixture.x() + Math.cos(directionRad) * asideM;
        double baseZM = fixture.z() - Math.sin(directionRad) * asideM;
        double xM = baseXM + outX * (edgeM + BESIDE_M);
        double zM = baseZM + outZ * (edgeM + BESIDE_M);
        double edgeXM = baseXM + outX * (edgeM + OFF_EDGE_M);
        double edgeZM = baseZM + outZ * (edgeM + OFF_EDGE_M);
        FloorMap map = state.map(fixture.floorIndex());
        double roomM = map.clearanceM(xM, zM, 2 * MovementWorld.BODY_RADIUS_M);
        if (roomM > MovementWorld.BODY_RADIUS_M && map.clearLine(xM, zM, edgeXM, edgeZM, 0)) {
            found.add(new Spot(fixture.floorIndex(), xM, zM, Quantise.yawToCode(fixture.yawRad())));
        }
    }

    /** One fixture. */
    private final class Entry {
        private final Fixture fixture;
        private final Places.@Nullable FixtureHandler handler;
        private final boolean told;
        private final List<Spot> usePlaces;

        Entry(Fixture fixture, Places.@Nullable FixtureHandler handler, boolean told) {
            this.fixture = fixture;
            this.handler = handler;
            this.told = told;
            usePlaces = List.copyOf(placesBeside(fixture));
        }

        PlacedFixture toMessage() {
            return PlacedFixture.newBuilder()
                    .setId(fixture.id())
                    .setKind(fixture.kind().label())
                    .setFloor(fixture.floorIndex())
                    .setXCm(Quantise.metresToCentimetres(fixture.x()))
                    .setZCm(Quantise.metresToCentimetres(fixture.z()))
                    .setYaw(Quantise.yawToCode(fixture.yawRad()))
                    .addAllVerbs(fixture.verbs())
                    .putAllTitle(fixture.title().byLanguage())
                    .build();
        }
    }
}
