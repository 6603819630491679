package org.parvis.server.instance;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.close.RefusalRules;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.Spectate;
import org.parvis.server.instance.feature.FeatureHub;
import org.parvis.server.instance.feature.Spot;
import org.parvis.server.instance.motion.Barriers;
import org.parvis.server.instance.motion.Fixtures;
import org.parvis.server.instance.motion.Motion;
import org.parvis.server.instance.people.Body;
import org.parvis.server.instance.people.Detached;
import org.parvis.server.instance.people.JoinRequest;
import org.parvis.server.instance.people.SessionVisitor;
import org.parvis.server.instance.tick.TickState;
import org.parvis.server.interest.fanout.Mail;
import org.parvis.server.interest.fanout.Recipient;
import org.parvis.server.interest.fanout.Viewer;

/** How visitors come, lose their connection, come back and go. Tick thread only. */
final class Attendance {
    private final TickState state;
    private final Motion motion;
    private final FeatureHub features;
    private final Entrance entrance;
    private final Spectators spectators;
    private final Welcomes welcomes;
    private final Standing standing;
    private final Detached detached = new Detached();

    /** What newcomers are told of the instance as it is. */
    record Standing(SeamMessages facts, Barriers barriers, Fixtures fixtures) {}

    /** Where people appear, and where those look from who do not. */
    record Arrivals(Entrance entrance, Spectators spectators) {}

    Attendance(
            TickState state,
            Motion motion,
            FeatureHub features,
            Arrivals arrivals,
            Welcomes welcomes,
            Standing standing) {
        this.state = state;
        this.motion = motion;
        this.features = features;
        entrance = arrivals.entrance();
        spectators = arrivals.spectators();
        this.welcomes = welcomes;
        this.standing = standing;
    }

    /** Lets somebody in. */
    void admit(JoinRequest request) {
        Spectate wish = request.spectate();
        if (wish != null) {
            admitSpectator(request, wish);
            return;
        }
        // Before the newcomer is counted among those whom newcomers are brought to.
        Spot spot = entrance.choose(request);
        int avatar = state.population().takeNumber(state.timeMs());
        Viewer viewer = state.interest().look(avatar, request.recipient());
        SessionVisitor visitor = new SessionVisitor(avatar, request, viewer);
        state.population().add(visitor, Body.of(avatar, request.profile()));
        motion.enter(avatar, spot);
        if (!request.callbacks().onAdmitted(avatar)) {
            motion.leave(avatar);
            state.population().remove(visitor, state.timeMs());
            request.callbacks().onEnded();
            return;
        }
        welcome(visitor);
        features.joined(avatar);
    }

    /** Features are not told of those whom nobody sees: what they know of somebody they may tell others. */
    private void admitSpectator(JoinRequest request, Spectate wish) {
        SessionVisitor visitor = spectators.admit(request, wish);
        if (!request.callbacks().onAdmitted(visitor.avatar())) {
            spectators.remove(visitor);
            request.callbacks().onEnded();
            return;
        }
        welcome(visitor);
    }

    private void welcome(SessionVisitor visitor) {
        JoinRequest request = visitor.request();
        ByteString welcome = welcomes.welcome(visitor, place(visitor), request.resumeToken(), request.isReturn());
        state.interest().mail(new Mail.Welcome(request.recipient(), visitor.viewer(), welcome));
        tellWhatIs(visitor);
    }

    private Place place(SessionVisitor visitor) {
        return visitor.isSpectator() ? spectators.place(visitor) : state.place(visitor.avatar());
    }

    private void tellWhatIs(SessionVisitor visitor) {
        sendUnlessEmpty(visitor, standing.barriers().all());
        sendUnlessEmpty(visitor, standing.fixtures().all());
        standing.facts().tellFacts(visitor);
    }

    private void sendUnlessEmpty(SessionVisitor visitor, ByteString message) {
        if (!message.isEmpty()) {
            state.sendNow(visitor, message);
        }
    }

    /** Goes on with a visit over another connection. */
    void onResume(Command.Resume resume, boolean isDraining) {
        SessionVisitor visitor = state.visitor(resume.avatar());
        if (isDraining || visitor == null || !visitor.sessionId().equals(resume.sessionId())) {
            RefusalCode code = isDraining ? RefusalCode.REFUSAL_CODE_DRAINING : RefusalCode.REFUSAL_CODE_RESUME_EXPIRED;
            String message =
                    isDraining ? "The server is restarting." : "You were away for too long; please come in anew.";
            ByteString refusal = RefusalRules.refusal(code, message).toByteString();
            state.interest().mail(new Mail.Refused(resume.next(), code, refusal));
            return;
        }
        Recipient before = visitor.viewer().recipient();
        state.interest().redirect(visitor.viewer(), resume.next());
        ByteString welcome = welcomes.welcome(visitor, place(visitor), resume.resumeToken(), true);
        state.interest().mail(new Mail.Welcome(resume.next(), visitor.viewer(), welcome));
        state.interest().mail(new Mail.Handover(before, resume.next()));
        visitor.attached();
        detached.remove(visitor);
        visitor.saysAway(false);
        showAway(visitor);
        tellWhatIs(visitor);
        if (!visitor.isSpectator()) {
            features.returned(visitor.avatar());
        }
    }

    /** A connection is lost. */
    void onDetach(int avatar, Recipient from) {
        SessionVisitor visitor = current(avatar, from);
        if (visitor != null && !visitor.isDetached()) {
            detached.add(visitor, state.nowNs());
            showAway(visitor);
        }
    }

    /** Somebody leaves. */
    void onLeave(int avatar, Recipient from) {
        SessionVisitor visitor = current(avatar, from);
        if (visitor != null) {
            remove(visitor);
        }
    }

    /** Somebody looks away or back. */
    void onAway(Command.Away away) {
        SessionVisitor visitor = current(away.avatar(), away.from());
        if (visitor != null) {
            visitor.saysAway(away.away());
            showAway(visitor);
        }
    }

    /** Ends the visits of those for whom it has waited long enough. */
    void removeOverdue() {
        detached.overdue(state.nowNs()).forEach(this::remove);
    }

    private void showAway(SessionVisitor visitor) {
        if (visitor.isSpectator()) {
            return;
        }
        int avatar = visitor.avatar();
        boolean isAway = visitor.saysAway() || visitor.isDetached();
        state.bodies().away(avatar, isAway, state.interest().beat());
        state.interest().changed(avatar);
    }

    private void remove(SessionVisitor visitor) {
        detached.remove(visitor);
        if (visitor.isSpectator()) {
            spectators.remove(visitor);
        } else {
            removeBody(visitor);
        }
        visitor.request().callbacks().onEnded();
    }

    private void removeBody(SessionVisitor visitor) {
        features.left(visitor.avatar());
        visitor.request().callbacks().onLeft(state.place(visitor.avatar()));
        motion.leave(visitor.avatar());
        state.population().remove(visitor, state.timeMs());
    }

    /** The visitor of an avatar, if commands of that connection still count for them. */
    @Nullable
    SessionVisitor current(int avatar, Recipient from) {
        SessionVisitor visitor = state.visitor(avatar);
        return visitor != null && visitor.viewer().recipient() == from ? visitor : null;
    }
}
