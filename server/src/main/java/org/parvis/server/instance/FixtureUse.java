package org.parvis.server.instance;

import org.parvis.protocol.v1.ActionCode;
import org.parvis.server.instance.feature.ActionCall;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.FeatureHub;
import org.parvis.server.instance.feature.Places;
import org.parvis.server.instance.feature.Seam;
import org.parvis.server.instance.motion.Fixtures;
import org.parvis.world.Fixture;

/** Hands uses of fixtures to the feature of their kind, after the checks that all kinds share. Tick thread only. */
final class FixtureUse implements Seam.ActionHandler {
    private final Fixtures fixtures;
    private final FeatureHub features;

    FixtureUse(Fixtures fixtures, FeatureHub features) {
        this.fixtures = fixtures;
        this.features = features;
    }

    @Override
    public void onAction(ActionCall call) {
        String id = call.action().getInteract().getFixture();
        String verb = call.action().getInteract().getVerb();
        Fixture fixture = fixtures.find(id);
        if (fixture == null || call.visitor().isSpectator()) {
            call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_NOT_FOUND, "There is no such thing here."));
            return;
        }
        Places.FixtureHandler own = fixtures.handler(id);
        Places.FixtureHandler handler = own == null ? features.fixture(fixture.kind()) : own;
        if (handler == null || !fixture.verbs().contains(verb)) {
            call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "One cannot do that with it."));
        } else if (!fixtures.isInReach(call.avatar(), fixture)) {
            call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_TOO_FAR, "Please come nearer."));
        } else {
            handler.onUse(call, fixture, verb);
        }
    }
}
