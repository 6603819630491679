package org.parvis.server.instance;

import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.Spectate;
import org.parvis.server.instance.feature.ActionCall;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.Seam;
import org.parvis.server.instance.feature.Spot;
import org.parvis.server.instance.people.JoinRequest;
import org.parvis.server.instance.people.SessionVisitor;
import org.parvis.server.instance.tick.TickState;
import org.parvis.server.interest.Viewpoint;
import org.parvis.server.interest.fanout.Viewer;
import org.parvis.server.interest.sight.LayerSet;
import org.parvis.world.Bounds;

/**
 * Visitors who look on without a body: where they look from, when they come and whenever they ask for another place.
 * They see what everybody may see. Tick thread only.
 */
final class Spectators implements Seam.ActionHandler {
    private final TickState state;
    private final Entrance entrance;

    Spectators(TickState state, Entrance entrance) {
        this.state = state;
        this.entrance = entrance;
    }

    /** Lets somebody look on; a viewpoint that there is not is that of a newcomer at an entrance. */
    SessionVisitor admit(JoinRequest request, Spectate wish) {
        Viewpoint wished = viewpoint(wish, null);
        Viewpoint from = wished == null ? atEntrance(request) : wished;
        Viewer viewer = state.interest().spectate(from, request.recipient());
        SessionVisitor visitor = new SessionVisitor(viewer.number(), request, viewer);
        state.population().addSpectator(visitor);
        return visitor;
    }

    /** Ends somebody's view. */
    void remove(SessionVisitor visitor) {
        state.interest().endSpectating(visitor.viewer());
        state.population().removeSpectator(visitor);
    }

    /** Where somebody looks from, as the wire tells places. */
    Place place(SessionVisitor visitor) {
        Viewpoint.Standing at = state.interest().whereabouts(visitor.viewer());
        return Place.newBuilder()
                .setFloor(at.floor())
                .setXCm(Quantise.metresToCentimetres(at.xM()))
                .setZCm(Quantise.metresToCentimetres(at.zM()))
                .build();
    }

    @Override
    public boolean isForSpectators() {
        return true;
    }

    @Override
    public void onAction(ActionCall call) {
        SessionVisitor visitor = state.visitor(call.avatar());
        if (visitor == null || !visitor.isSpectator()) {
            call.reply(ActionOutcome.refused(
                    ActionCode.ACTION_CODE_FORBIDDEN,
                    "Only who came in to look on without a body can look elsewhere."));
            return;
        }
        Spectate wish = call.action().getSpectate();
        Viewpoint next = viewpoint(wish, visitor.viewer());
        if (next == null && (wish.hasPlace() || wish.hasAvatar())) {
            String sentence = wish.hasAvatar()
                    ? "There is nobody with that number."
                    : "That place is outside of the venue; floors count from 0.";
            ActionCode code = wish.hasAvatar() ? ActionCode.ACTION_CODE_NOT_FOUND : ActionCode.ACTION_CODE_INVALID;
            call.reply(ActionOutcome.refused(code, sentence));
            return;
        }
        state.interest().look(visitor.viewer(), next == null ? atEntrance(visitor.request()) : next);
        call.reply(ActionOutcome.DONE);
    }

    private Viewpoint atEntrance(JoinRequest request) {
        Spot spot = entrance.choose(request);
        return new Viewpoint.Standing(spot.floor(), spot.xM(), spot.zM());
    }

    private @Nullable Viewpoint viewpoint(Spectate wish, @Nullable Viewer viewer) {
        if (wish.hasPlace()) {
            return standing(wish.getPlace());
        }
        if (wish.hasAvatar()) {
            return maySee(viewer, wish.getAvatar()) ? new Viewpoint.Following(wish.getAvatar()) : null;
        }
        return wish.getEverything() ? new Viewpoint.Everything() : null;
    }

    /** Who is hidden cannot be told from who is not here. */
    private boolean maySee(@Nullable Viewer viewer, int avatar) {
        if (state.body(avatar) == null) {
            return false;
        }
        return viewer == null
                ? state.interest().visibility().layer(avatar) == LayerSet.COMMON_LAYER
                : state.interest().visibility().maySee(viewer.number(), avatar);
    }

    private @Nullable Viewpoint standing(Place place) {
        if (place.getFloor() < 0 || place.getFloor() >= state.maps().size()) {
            return null;
        }
        double xM = Quantise.centimetresToMetres(place.getXCm());
        double zM = Quantise.centimetresToMetres(place.getZCm());
        Bounds bounds = state.map(place.getFloor()).bounds();
        boolean isInside = xM >= bounds.minX() && xM <= bounds.maxX() && zM >= bounds.minZ() && zM <= bounds.maxZ();
        return isInside ? new Viewpoint.Standing(place.getFloor(), xM, zM) : null;
    }
}
