package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Limits;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.server.gateway.session.Reception.Answer;
import org.parvis.server.gateway.session.Reception.Caller;
import org.parvis.server.gateway.session.Reception.Received;
import org.parvis.server.gateway.stay.ResumeTokens;
import org.parvis.server.gateway.stay.SessionProfile;
import org.parvis.server.gateway.stay.Stay;
import org.parvis.server.gateway.stay.StayBook;
import org.parvis.server.identity.Admission;
import org.parvis.server.identity.NameRule;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.instance.VenueInstances;
import org.parvis.server.instance.people.JoinRequest;
import org.parvis.server.instance.people.Profile;
import org.parvis.server.placement.EntranceReach;
import org.parvis.server.placement.Placement;

/**
 * Gives somebody who comes their session: a new one, the one that their token continues, the one they have open
 * elsewhere, or one of an earlier process. Whoever shows a ticket is judged by what it says today, on each of these ways.
 *
 * <p>A person has one body, that of the newest connection; which session that is, is decided in one step by {@link
 * Sessions#decide}. Event loop of the connection, which answers of the store come back to.
 */
final class Joining {
    private static final int NOMINAL_MOVES_PER_SECOND = 20;

    private final Parts parts;
    private final EntranceReach reach = new EntranceReach();

    /**
     * What joining needs.
     *
     * @param instances where people go
     * @param placement decides to which of them
     * @param sessions who is here
     * @param expulsion who may not be
     * @param book where stays are kept; null without a store
     * @param links makes ways out to people
     */
    record Parts(
            VenueInstances instances,
            Placement placement,
            Sessions sessions,
            Expulsion expulsion,
            @Nullable StayBook book,
            PlayerLinks links) {}

    Joining(Parts parts) {
        this.parts = parts;
    }

    /**
     * Somebody who has been looked up.
     *
     * @param caller who comes
     * @param admission who it is; null without a ticket
     * @param toldBefore how many revocations had been told before the looking up
     */
    record Newcomer(Caller caller, @Nullable Admission admission, long toldBefore) {
        Hello hello() {
            return caller.hello();
        }

        EventExecutor loop() {
            return caller.line().ctx().executor();
        }

        boolean mayEnter(String venueId) {
            return admission == null || admission.mayEnter(venueId);
        }
    }

    /** Answers on the event loop of the connection, at once where nobody need be asked. */
    CompletableFuture<Answer> join(Newcomer who) {
        ByteString bytes = who.hello().getResumeToken();
        if (bytes.isEmpty()) {
            return begin(who);
        }
        ResumeTokens.Token token = parts.sessions().read(bytes);
        if (token == null) {
            return now(Refused.expired());
        }
        Session live = parts.sessions().find(token.sessionId());
        if (live != null) {
            return now(resume(who, live, token.number()));
        }
        StayBook book = parts.book();
        if (book == null) {
            return now(Refused.expired());
        }
        if (parts.instances().all().stream().allMatch(VenueInstance::isDraining)) {
            return now(Refused.draining());
        }
        String personId = who.admission() == null ? "" : who.admission().personId();
        return Reception.onLoop(who.loop(), book.claim(token, personId))
                .handle((stay, failure) ->
                        failure == null ? comeBack(who, token, stay) : now((Answer) Refused.unavailable()))
                .thenCompose(answer -> answer);
    }

    private static CompletableFuture<Answer> now(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    // ---- a new session, or the one that the person has open elsewhere

    private CompletableFuture<Answer> begin(Newcomer who) {
        Admission admission = who.admission();
        NameRule.Verdict verdict =
                NameRule.check(admission == null ? who.hello().getGuestName() : admission.name());
        if (verdict instanceof NameRule.Verdict.Rejected rejected) {
            return now(new Refused(RefusalCode.REFUSAL_CODE_BAD_NAME, rejected.message()));
        }
        Session elsewhere = admission == null ? null : parts.sessions().ofPerson(admission.personId());
        if (elsewhere != null && isWanted(elsewhere, who)) {
            Answer taken = resume(who, elsewhere, elsewhere.tokenNumber());
            if (taken instanceof Received) {
                return now(taken);
            }
        }
        String name = ((NameRule.Verdict.Accepted) verdict).name();
        Hello hello = who.hello();
        return place(
                        who,
                        new Placement.Wish(
                                hello.getVenue(), hello.getInstance(), hello.getParty(), hello.hasSpectate()))
                .thenApply(place -> place.instance() == null ? place.refused() : enter(who, place.instance(), name));
    }

    /** Whether somebody with a body or a view elsewhere would rather go on there than begin anew. */
    private static boolean isWanted(Session elsewhere, Newcomer who) {
        String venue = who.hello().getVenue();
        return elsewhere.avatar() != 0
                && elsewhere.end() == null
                && elsewhere.isSpectator() == who.hello().hasSpectate()
                && (venue.isEmpty() || venue.equals(elsewhere.profile().venueId()));
    }

    private Answer enter(Newcomer who, VenueInstance instance, String name) {
        String venueId = instance.venue().id();
        boolean isSpectator = who.hello().hasSpectate();
        SessionProfile profile = Profiles.of(who.hello(), name, venueId, who.admission());
        Refused objection = objection(who, profile);
        if (objection != null) {
            if (!isSpectator) {
                parts.placement().settled(instance.id());
            }
            return objection;
        }
        PlayerLink link = parts.links().link(who.caller(), instance);
        if (isSpectator) {
            return tell(who, settle(parts.sessions().fresh(instance, link, profile, true)), null, null);
        }
        Place left = profile.hasPerson() ? parts.sessions().departure(profile.personId(), venueId) : null;
        Place wished = left != null ? left : reach.heard(instance, wish(who.hello()));
        Session session = settle(parts.sessions().fresh(instance, link, profile, false));
        return tell(who, session, wished, null);
    }

    /** Why somebody may not come in so; null when they may. */
    private @Nullable Refused objection(Newcomer who, SessionProfile profile) {
        if (!who.mayEnter(profile.venueId())) {
            return Refused.banned();
        }
        if (who.hello().hasSpectate() && !LivePresence.isStaff(profile)) {
            return Refused.noSpectator();
        }
        return posing(profile);
    }

    /** Words for staff, and the names of staff who are here, are for staff. */
    private @Nullable Refused posing(SessionProfile profile) {
        boolean staff = LivePresence.isStaff(profile);
        if (NameRule.checkShown(profile.name(), staff) instanceof NameRule.Verdict.Rejected rejected) {
            return new Refused(RefusalCode.REFUSAL_CODE_BAD_NAME, rejected.message());
        }
        return !staff && LivePresence.isNameOfStaff(parts.sessions(), profile.name(), profile.personId())
                ? new Refused(
                        RefusalCode.REFUSAL_CODE_BAD_NAME,
                        "Your name looks like that of somebody who works here; please choose another.")
                : null;
    }

    /** The session lives from here on; whatever session the person had before is over. */
    private Session settle(Session session) {
        parts.sessions().add(session);
        if (session.profile().hasPerson()) {
            Session[] before = new Session[1];
            parts.sessions().decide(session.profile().personId(), other -> {
                before[0] = other;
                return session;
            });
            if (before[0] != null) {
                before[0].end(Closing.TAKEN_OVER);
            }
        }
        return session;
    }

    private Answer tell(Newcomer who, Session session, @Nullable Place wished, @Nullable Place last) {
        SessionProfile profile = session.profile();
        parts.expulsion().judge(session, who.toldBefore());
        Profile known = new Profile(
                Profiles.identity(profile, who.admission()),
                profile.name(),
                profile.look(),
                profile.roles(),
                profile.languages());
        Hello hello = who.hello();
        JoinRequest request = JoinRequest.of(session.id(), known, session.link(), session)
                .spectating(session.isSpectator() ? hello.getSpectate() : null)
                .wished(wished)
                .last(last)
                .resumable(session.token(), parts.links().config().resumeWindowMs())
                .limits(limits())
                .build();
        if (!session.instance().mailbox().join(request)) {
            session.onEnded();
            return Refused.busy();
        }
        return new Received(session, session.link(), last != null);
    }

    // ---- a session that goes on

    /** A stolen token is of no use to somebody else. */
    private static boolean isTheirs(Session session, @Nullable Admission admission) {
        return admission == null
                ? !session.profile().hasPerson()
                : session.profile().personId().equals(admission.personId());
    }

    private Answer resume(Newcomer who, Session session, int number) {
        SessionProfile profile = session.profile();
        Admission admission = who.admission();
        if (!isTheirs(session, admission) || session.end() != null) {
            return Refused.expired();
        }
        if (!who.mayEnter(profile.venueId())) {
            session.end(Closing.BANNED);
            return Refused.banned();
        }
        if (admission != null
                && !Profiles.roles(admission.roles(profile.venueId())).equals(profile.roles())) {
            // They begin anew with the roles of today, where they were.
            session.end(Closing.ROLES_CHANGED);
            return Refused.expired();
        }
        if (session.instance().isDraining()) {
            return Refused.draining();
        }
        PlayerLink link = parts.links().link(who.caller(), session.instance());
        link.awaitHandover();
        Answer[] answer = new Answer[1];
        if (profile.hasPerson()) {
            parts.sessions().decide(profile.personId(), current -> {
                answer[0] = current == session ? takeOver(session, number, link) : Refused.expired();
                return current;
            });
        } else {
            answer[0] = takeOver(session, number, link);
        }
        parts.expulsion().judge(session, who.toldBefore());
        return answer[0];
    }

    private Answer takeOver(Session session, int number, PlayerLink link) {
        if (session.isEnded() || session.avatar() == 0 || !session.use(number)) {
            return Refused.expired();
        }
        if (!session.instance().mailbox().resume(session.avatar(), session.id(), link, session.token())) {
            session.giveBack(number);
            return Refused.busy();
        }
        session.continueOn(link);
        parts.sessions().changed(session);
        return new Received(session, link, true);
    }

    private CompletableFuture<Answer> comeBack(Newcomer who, ResumeTokens.Token token, Optional<Stay> claimed) {
        if (claimed.isEmpty()) {
            return now(notHere(who));
        }
        Stay stay = claimed.get();
        String venueId = stay.profile().venueId();
        if (!who.mayEnter(venueId)) {
            forget(token);
            return now(Refused.banned());
        }
        Hello hello = who.hello();
        return place(who, new Placement.Wish(venueId, hello.getInstance(), hello.getParty()))
                .thenApply(place -> place.instance() == null
                        ? refusedReturn(token, stay, place.refused())
                        : comeBack(who, token, stay, place.instance()));
    }

    /** The stay may be gone because of a ban: then that is what they are told. */
    private Answer notHere(Newcomer who) {
        String wished = who.hello().getVenue();
        String venueId = wished.isEmpty()
                ? parts.instances().all().stream()
                        .findFirst()
                        .map(first -> first.venue().id())
                        .orElse("")
                : wished;
        return who.mayEnter(venueId) ? Refused.expired() : Refused.banned();
    }

    private Answer comeBack(Newcomer who, ResumeTokens.Token token, Stay stay, VenueInstance instance) {
        SessionProfile before = stay.profile();
        Admission admission = who.admission();
        SessionProfile profile =
                admission == null ? before : Profiles.of(who.hello(), admission.name(), before.venueId(), admission);
        Refused badName = posing(profile);
        if (badName != null) {
            parts.placement().settled(instance.id());
            return refusedReturn(token, stay, badName);
        }
        PlayerLink link = parts.links().link(who.caller(), instance);
        Hello hello = who.hello();
        long lastActionId = higher(stay.lastActionId(), hello.getLastActionId());
        Session.Opening opening = new Session.Opening(link, stay.number(), lastActionId, false);
        Session session = settle(new Session(token.sessionId(), instance, profile, parts.sessions(), opening));
        return tell(who, session, wish(hello), stay.place());
    }

    private static long higher(long first, long second) {
        return Long.compareUnsigned(first, second) >= 0 ? first : second;
    }

    /** Who is turned away for a passing reason tries the same token again. */
    private Answer refusedReturn(ResumeTokens.Token token, Stay stay, Answer refused) {
        StayBook book = parts.book();
        if (book != null) {
            book.giveBack(token.sessionId(), stay.number() - 1);
        }
        return refused;
    }

    private void forget(ResumeTokens.Token token) {
        StayBook book = parts.book();
        if (book != null) {
            book.forget(token.sessionId());
        }
    }

    // ---- where to

    /** An instance, or why there is none. */
    private record Where(@Nullable VenueInstance instance, Answer refused) {}

    private CompletableFuture<Where> place(Newcomer who, Placement.Wish wish) {
        CompletableFuture<Placement.Decision> decision =
                parts.placement().place(wish).toCompletableFuture();
        return Reception.onLoop(who.loop(), decision).thenApply(this::where);
    }

    private Where where(Placement.Decision decision) {
        if (decision instanceof Placement.Enter enter) {
            return parts.instances()
                    .byId(enter.instanceId())
                    .map(found -> new Where(found, Refused.busy()))
                    .orElseGet(() -> new Where(null, Refused.busy()));
        }
        Placement.Refuse refuse = (Placement.Refuse) decision;
        return new Where(null, new Refused(refuse.code(), refuse.message()));
    }

    // ---- who

    private static @Nullable Place wish(Hello hello) {
        return hello.hasWishedPlace() ? hello.getWishedPlace() : null;
    }

    private Limits limits() {
        SessionConfig.Budgets budgets = parts.links().config().budgets();
        return Limits.newBuilder()
                .setMovesPerSecond((int) Math.min(budgets.moves().perSecond(), NOMINAL_MOVES_PER_SECOND))
                .setActionsPerSecond((int) budgets.actions().perSecond())
                .setMessageBytes(SessionHandler.MESSAGE_BYTES)
                .build();
    }
}
