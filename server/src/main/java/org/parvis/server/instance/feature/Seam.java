package org.parvis.server.instance.feature;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import org.parvis.protocol.v1.Action;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.interest.Visibility;
import org.parvis.world.Venue;

/**
 * All that a feature may do with an instance. Every method here and in the parts must be called on the tick thread;
 * another thread is told so by name and changes nothing. Only {@link Later#execute} is for any thread.
 */
public interface Seam {
    /** The venue; immutable. */
    Venue venue();

    /** How the instance runs. */
    InstanceConfig config();

    /** Who is here. */
    People people();

    /** Where they are, and where something happens. */
    Places places();

    /** What they are told. */
    Messages messages();

    /** When. */
    Time time();

    /** What comes back from outside of the tick. */
    Later later();

    /** The rule of who may see whom: layers for whole classes of bodies, blocks for pairs. */
    Visibility visibility();

    /** Takes over all actions of a kind; a second handler for a kind is a fault. */
    void onAction(Action.KindCase kind, ActionHandler handler);

    /**
     * Takes over a kind of request of the feature's own.
     *
     * @param kind name of the kind, {@code feature.wish}; a second handler for a kind is a fault
     * @param parser reads the content; what cannot be read is answered INVALID
     * @param handler does it and replies
     */
    <T extends MessageLite> void onRequest(String kind, Parser<T> parser, RequestHandler<T> handler);

    /** Adds a guard in front of all actions, after those added before. */
    void guard(ActionGuard guard);

    /** Does actions of a kind. */
    @FunctionalInterface
    interface ActionHandler {
        /** Does one and replies. */
        void onAction(ActionCall call);

        /** Whether those without a body may do it; if not, they are answered FORBIDDEN before any guard is asked. */
        default boolean isForSpectators() {
            return false;
        }
    }

    /** Does requests of a kind. */
    @FunctionalInterface
    interface RequestHandler<T> {
        /** Does one and replies. */
        void onRequest(ActionCall call, T request);
    }
}
