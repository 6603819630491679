package org.parvis.server.instance;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.server.instance.feature.ActionCall;
import org.parvis.server.instance.feature.ActionGuard;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.FeatureHub;
import org.parvis.server.instance.feature.Later;
import org.parvis.server.instance.feature.Messages;
import org.parvis.server.instance.feature.People;
import org.parvis.server.instance.feature.Places;
import org.parvis.server.instance.feature.Seam;
import org.parvis.server.instance.feature.Time;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.instance.tick.TickState;
import org.parvis.server.interest.Visibility;
import org.parvis.world.Venue;

/** The seam of one instance. Tick thread only, except {@link Later#execute}. */
final class InstanceSeam implements Seam {
    private final TickState state;
    private final FeatureHub features;
    private final Parts parts;

    /** What the seam is made of. */
    record Parts(People people, Places places, Messages messages, Time time, Later later) {}

    InstanceSeam(TickState state, FeatureHub features, Parts parts) {
        this.state = state;
        this.features = features;
        this.parts = parts;
    }

    private Parts owned() {
        state.ownership().check();
        return parts;
    }

    @Override
    public Venue venue() {
        state.ownership().check();
        return state.venue();
    }

    @Override
    public InstanceConfig config() {
        state.ownership().check();
        return state.config();
    }

    @Override
    public People people() {
        return owned().people();
    }

    @Override
    public Places places() {
        return owned().places();
    }

    @Override
    public Messages messages() {
        return owned().messages();
    }

    @Override
    public Time time() {
        return owned().time();
    }

    /** Not guarded: {@link Later#execute} is for any thread. */
    @Override
    public Later later() {
        return parts.later();
    }

    @Override
    public void onAction(Action.KindCase kind, ActionHandler handler) {
        state.ownership().check();
        features.addAction(kind, handler);
    }

    @Override
    public <T extends MessageLite> void onRequest(String kind, Parser<T> parser, RequestHandler<T> handler) {
        state.ownership().check();
        features.addAction(kind, call -> onRequest(call, parser, handler));
    }

    private static <T extends MessageLite> void onRequest(
            ActionCall call, Parser<T> parser, RequestHandler<T> handler) {
        T request;
        try {
            request = parser.parseFrom(call.action().getFeature().getContent());
        } catch (InvalidProtocolBufferException unreadable) {
            call.reply(ActionOutcome.refused(
                    ActionCode.ACTION_CODE_INVALID, "The content of the request cannot be read."));
            return;
        }
        handler.onRequest(call, request);
    }

    @Override
    public Visibility visibility() {
        state.ownership().check();
        return state.interest().visibility();
    }

    @Override
    public void guard(ActionGuard guard) {
        state.ownership().check();
        features.addGuard(guard);
    }
}
