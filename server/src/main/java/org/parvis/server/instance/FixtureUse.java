package org.parvis.server.instance;

import java.util.HashMap;
import java.util.Map;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.world.Fixture;

/** Hands uses of fixtures to the feature of their kind, after the checks that all kinds share. Tick thread only. */
final class FixtureUse implements Seam.ActionHandler {
    /** How near one must be to use a fixture, metres from its middle. */
    private static final double REACH_M = 3;

    private final TickState state;
    private final FeatureHub features;
    private final Map<String, Fixture> fixtures = new HashMap<>();

    FixtureUse(TickState state, FeatureHub features) {
        this.state = state;
        this.features = features;
        state.venue().fixtures().forEach(fixture -> fixtures.put(fixture.id(), fixture));
    }

    @Override
    public void onAction(ActionCall call) {
        Fixture fixture = fixtures.get(call.action().getInteract().getFixture());
        String verb = call.action().getInteract().getVerb();
        if (fixture == null) {
            call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_NOT_FOUND, "There is no such thing here."));
            return;
        }
        Seam.FixtureHandler handler = features.fixture(fixture.kind());
        if (handler == null || !fixture.verbs().contains(verb)) {
            call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "One cannot do that with it."));
        } else if (isTooFar(call.avatar(), fixture)) {
            call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_TOO_FAR, "Please come nearer."));
        } else {
            handler.onUse(call, fixture, verb);
        }
    }

    private boolean isTooFar(int avatar, Fixture fixture) {
        Bodies bodies = state.bodies();
        double reachM = REACH_M + fixture.seats() * Fixture.SEAT_WIDTH_M / 2;
        return bodies.floor(avatar) != fixture.floorIndex()
                || Math.hypot(bodies.xM(avatar) - fixture.x(), bodies.zM(avatar) - fixture.z()) > reachM;
    }
}
