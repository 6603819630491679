package org.parvis.server.instance;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.CorrectionCause;
import org.parvis.protocol.v1.Gait;
import org.parvis.server.instance.feature.FeatureHub;
import org.parvis.server.instance.feature.Places;
import org.parvis.server.instance.feature.Spot;
import org.parvis.server.instance.motion.Barriers;
import org.parvis.server.instance.motion.Fixtures;
import org.parvis.server.instance.motion.Motion;
import org.parvis.server.instance.motion.MovementWorld;
import org.parvis.server.instance.motion.Neighbours;
import org.parvis.server.instance.people.Body;
import org.parvis.server.instance.tick.TickState;
import org.parvis.world.Fixture;
import org.parvis.world.FixtureKind;
import org.parvis.world.Polygon;
import org.parvis.world.spatial.FloorPoint;

/** Places and movement of an instance, for features. Tick thread only. */
final class SeamPlaces implements Places {
    /** How far from a fixture a place to stand is looked for, metres. */
    private static final double STAND_WITHIN_M = 3;

    private final TickState state;
    private final Motion motion;
    private final FeatureHub features;
    private final Fixtures fixtures;
    private final Barriers barriers;
    private final Neighbours neighbours;

    SeamPlaces(TickState state, Motion motion, FeatureHub features, Fixtures fixtures, Barriers barriers) {
        this.state = state;
        this.motion = motion;
        this.features = features;
        this.fixtures = fixtures;
        this.barriers = barriers;
        neighbours = new Neighbours(state);
    }

    private @Nullable Body body(int avatar) {
        state.ownership().check();
        return state.body(avatar);
    }

    @Override
    public @Nullable Spot spot(int avatar) {
        return body(avatar) == null ? null : motion.spot(avatar);
    }

    @Override
    public boolean place(int avatar, Spot spot, CorrectionCause cause) {
        Body body = body(avatar);
        return body != null && !body.isPuppet() && motion.place(avatar, spot, cause);
    }

    @Override
    public Step stepTo(int avatar, Spot spot, CorrectionCause cause) {
        Body body = body(avatar);
        return body == null || body.isPuppet() ? Step.NOT_HERE : motion.stepTo(avatar, spot, cause);
    }

    @Override
    public Step sit(int avatar, Spot from, Spot seat) {
        Body body = body(avatar);
        return body == null || body.isPuppet() ? Step.NOT_HERE : motion.sit(avatar, from, seat);
    }

    @Override
    public boolean movePuppet(int avatar, Spot spot, Gait gait) {
        Body body = body(avatar);
        if (body == null
                || !body.isPuppet()
                || spot.floor() < 0
                || spot.floor() >= state.maps().size()) {
            return false;
        }
        motion.movePuppet(avatar, spot, gait);
        return true;
    }

    @Override
    public Spot standingNear(Spot spot) {
        state.ownership().check();
        Optional<FloorPoint> found = state.map(spot.floor())
                .nearestWalkable(spot.xM(), spot.zM(), MovementWorld.BODY_RADIUS_M, STAND_WITHIN_M);
        return found.map(point -> new Spot(spot.floor(), point.x(), point.z(), spot.yaw()))
                .orElse(spot);
    }

    @Override
    public boolean isClear(Spot from, Spot to) {
        state.ownership().check();
        return motion.isClear(from, to);
    }

    @Override
    public int within(Spot middle, double radiusM, int[] found) {
        state.ownership().check();
        return neighbours.within(middle.floor(), middle.xM(), middle.zM(), radiusM, found);
    }

    @Override
    public void onFixture(FixtureKind kind, FixtureHandler handler) {
        state.ownership().check();
        features.addFixture(kind, handler);
    }

    @Override
    public @Nullable Fixture fixture(String id) {
        state.ownership().check();
        return fixtures.find(id);
    }

    @Override
    public List<Spot> usePlaces(Fixture fixture) {
        state.ownership().check();
        return fixtures.usePlaces(fixture);
    }

    @Override
    public void onZone(ZoneListener listener) {
        state.ownership().check();
        features.addZone(listener);
    }

    @Override
    public void onStep(StepListener listener) {
        state.ownership().check();
        features.addStep(listener);
    }

    @Override
    public boolean watchSteps(int avatar) {
        Body body = body(avatar);
        if (body == null || body.isPuppet()) {
            return false;
        }
        motion.watchSteps(avatar);
        return true;
    }

    @Override
    public Handle addSphere(Spot middle, double radiusM, PlaceListener listener) {
        state.ownership().check();
        return motion.places().addSphere(middle, radiusM, listener);
    }

    @Override
    public Handle addPolygon(int floor, Polygon polygon, PlaceListener listener) {
        state.ownership().check();
        return motion.places().addPolygon(floor, polygon, listener);
    }

    @Override
    public Handle addFixture(Fixture fixture, boolean isTold, FixtureHandler handler) {
        state.ownership().check();
        return fixtures.add(fixture, isTold, handler);
    }

    @Override
    public Barrier addBarrier(String id, int floor, double[] pointsM, boolean isClosed) {
        state.ownership().check();
        return barriers.add(id, floor, pointsM, isClosed);
    }
}
