package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Limits;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.Role;
import org.parvis.server.gateway.session.Reception.Answer;
import org.parvis.server.gateway.session.Reception.Caller;
import org.parvis.server.gateway.session.Reception.Received;
import org.parvis.server.identity.Admission;
import org.parvis.server.identity.NameRule;
import org.parvis.server.identity.StaffRole;
import org.parvis.server.instance.JoinRequest;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.instance.VenueInstances;

/**
 * Finds the session of somebody who comes: a new one, the one that their token continues, the one they have open
 * elsewhere, or one of an earlier process. A person has one body: the newest connection has it. Event loops.
 */
final class Seating {
    private static final int NOMINAL_MOVES_PER_SECOND = 20;
    private static final int CHAT_CODE_POINTS = 280;

    private final VenueInstances instances;
    private final Sessions sessions;
    private final SessionGateway gateway;

    Seating(VenueInstances instances, Sessions sessions, SessionGateway gateway) {
        this.instances = instances;
        this.sessions = sessions;
        this.gateway = gateway;
    }

    /**
     * Finds a session and tells the instance.
     *
     * @param caller who comes
     * @param admission who it is, if that is known
     * @return now, or later on a thread of the store
     */
    CompletableFuture<Answer> seat(Caller caller, @Nullable Admission admission) {
        ByteString bytes = caller.hello().getResumeToken();
        if (bytes.isEmpty()) {
            return now(join(caller, admission));
        }
        ResumeTokens.Token token = sessions.read(bytes);
        if (token == null) {
            return now(expired());
        }
        Session live = sessions.find(token.sessionId());
        if (live != null) {
            return now(isTheirs(live.terms(), admission) ? resume(caller, live, token.number()) : expired());
        }
        StayBook book = gateway.book();
        if (book == null) {
            return now(expired());
        }
        if (instances.all().stream().anyMatch(VenueInstance::isDraining)) {
            return now(draining());
        }
        String personId = admission == null ? "" : admission.personId();
        return book.claim(token, personId)
                .handle((stay, failure) -> failure == null ? comeBack(caller, token, stay) : unavailable());
    }

    private static CompletableFuture<Answer> now(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    /** A stolen token is of no use to somebody else. */
    private static boolean isTheirs(Terms terms, @Nullable Admission admission) {
        return !terms.hasPerson() || (admission != null && terms.personId().equals(admission.personId()));
    }

    private Answer join(Caller caller, @Nullable Admission admission) {
        Hello hello = caller.hello();
        Optional<VenueInstance> found = instances.find(hello.getVenue());
        if (found.isEmpty()) {
            return unknownVenue();
        }
        VenueInstance instance = found.get();
        String venueId = instance.venue().id();
        NameRule.Verdict verdict = judged(hello, admission, venueId);
        if (verdict instanceof NameRule.Verdict.Rejected rejected) {
            return new Refused(RefusalCode.REFUSAL_CODE_BAD_NAME, rejected.message());
        }
        if (instance.isDraining()) {
            return draining();
        }
        if (admission != null && !admission.mayEnter(venueId)) {
            return new Refused(RefusalCode.REFUSAL_CODE_BANNED, "You may not enter this venue.");
        }
        Session elsewhere = admission == null ? null : sessions.ofPerson(admission.personId());
        if (elsewhere != null && elsewhere.instance() == instance && elsewhere.avatar() != 0) {
            return resume(caller, elsewhere, elsewhere.number());
        }
        if (elsewhere != null) {
            giveUp(elsewhere);
        }
        String name = ((NameRule.Verdict.Accepted) verdict).name();
        PlayerLink link = link(caller, instance);
        Session session = sessions.begin(instance, link, terms(hello, name, venueId, admission));
        return enter(caller, session, null, link);
    }

    /** Words for staff in a name are for those who have a role here. */
    private static NameRule.Verdict judged(Hello hello, @Nullable Admission admission, String venueId) {
        return admission == null
                ? NameRule.checkShown(hello.getGuestName(), false)
                : NameRule.checkShown(
                        admission.name(), !admission.roles(venueId).isEmpty());
    }

    private static Terms terms(Hello hello, String name, String venueId, @Nullable Admission admission) {
        return new Terms(
                admission == null ? "" : admission.personId(),
                admission == null ? "" : admission.familyId(),
                venueId,
                name,
                hello.hasLook() || admission == null ? hello.getLook() : look(admission),
                hello.getLanguagesList(),
                roles(admission == null ? Set.of() : admission.roles(venueId)));
    }

    private static Look look(Admission admission) {
        return Look.newBuilder()
                .setBody(admission.look().body())
                .setOutfit(admission.look().outfit())
                .setColor(admission.look().color())
                .setSkin(admission.look().skin())
                .setHair(admission.look().hair())
                .build();
    }

    /** Who runs a place is crew in it; who keeps people safe is known as that. */
    private static List<Role> roles(Set<StaffRole> staff) {
        List<Role> roles = new ArrayList<>();
        roles.add(Role.ROLE_GUEST);
        if (staff.contains(StaffRole.ORGANISER)) {
            roles.add(Role.ROLE_CREW);
        }
        if (staff.contains(StaffRole.MODERATOR) || staff.contains(StaffRole.ADMIN)) {
            roles.add(Role.ROLE_MODERATOR);
        }
        return roles;
    }

    /** The person's other body leaves, before this one comes. */
    private static void giveUp(Session elsewhere) {
        elsewhere.supersede();
        if (elsewhere.avatar() != 0) {
            elsewhere.instance().mailbox().leave(elsewhere.avatar(), elsewhere.link());
        }
        elsewhere.link().fence();
    }

    private Answer resume(Caller caller, Session session, int number) {
        VenueInstance instance = session.instance();
        if (instance.isDraining()) {
            return draining();
        }
        PlayerLink link = link(caller, instance);
        link.awaitHandover();
        if (!sessions.resume(session, number, link)) {
            return expired();
        }
        gateway.changed(session);
        if (!instance.mailbox().resume(session.avatar(), session.id(), link, session.token())) {
            session.onEnded();
            return busy();
        }
        return new Received(session, link, true);
    }

    private Answer comeBack(Caller caller, ResumeTokens.Token token, Optional<Stay> claimed) {
        if (claimed.isEmpty()) {
            return expired();
        }
        Stay stay = claimed.get();
        Optional<VenueInstance> found = instances.find(stay.terms().venueId());
        if (found.isEmpty()) {
            return unknownVenue();
        }
        Session elsewhere = sessions.ofPerson(stay.terms().personId());
        if (elsewhere != null) {
            giveUp(elsewhere);
        }
        PlayerLink link = link(caller, found.get());
        Session.Opening opening = new Session.Opening(link, stay.number());
        Session session = sessions.restore(token.sessionId(), found.get(), stay.terms(), opening);
        return enter(caller, session, stay.place(), link);
    }

    private Answer enter(Caller caller, Session session, @Nullable Place last, PlayerLink link) {
        Terms terms = session.terms();
        Hello hello = caller.hello();
        JoinRequest request = new JoinRequest(
                session.id(),
                terms.name(),
                terms.look(),
                terms.languages(),
                hello.hasWishedPlace() ? hello.getWishedPlace() : null,
                last,
                terms.roles(),
                session.token(),
                gateway.config().resumeWindowMs(),
                limits(),
                link,
                session);
        if (!session.instance().mailbox().join(request)) {
            session.onEnded();
            return busy();
        }
        return new Received(session, link, last != null);
    }

    private PlayerLink link(Caller caller, VenueInstance instance) {
        LoopPost post = gateway.post(caller.line().ctx().channel().eventLoop(), instance);
        return new PlayerLink(caller.line(), post, caller.listener(), gateway.config(), gateway.metrics());
    }

    private Limits limits() {
        SessionConfig.Budgets budgets = gateway.config().budgets();
        return Limits.newBuilder()
                .setMovesPerSecond((int) Math.min(budgets.moves().perSecond(), NOMINAL_MOVES_PER_SECOND))
                .setActionsPerSecond((int) budgets.actions().perSecond())
                .setMessageBytes(SessionHandler.MESSAGE_BYTES)
                .setChatCodePoints(CHAT_CODE_POINTS)
                .build();
    }

    private static Refused unknownVenue() {
        return new Refused(RefusalCode.REFUSAL_CODE_UNKNOWN_VENUE, "There is no such venue here.");
    }

    private static Refused draining() {
        return new Refused(RefusalCode.REFUSAL_CODE_DRAINING, "The server is restarting.");
    }

    private static Refused busy() {
        return new Refused(RefusalCode.REFUSAL_CODE_BUSY, "Too many people come at once.");
    }

    private static Refused unavailable() {
        return new Refused(RefusalCode.REFUSAL_CODE_UNAVAILABLE, "We cannot look up where you were at the moment.");
    }

    private static Refused expired() {
        return new Refused(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED, "You were away for too long; please come in anew.");
    }
}
