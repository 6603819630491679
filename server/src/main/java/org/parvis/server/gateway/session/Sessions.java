package org.parvis.server.gateway.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.Place;
import org.parvis.server.gateway.stay.KeptSession;
import org.parvis.server.gateway.stay.ResumeKey;
import org.parvis.server.gateway.stay.ResumeTokens;
import org.parvis.server.gateway.stay.SessionProfile;
import org.parvis.server.gateway.stay.StayBook;
import org.parvis.server.instance.VenueInstance;

/**
 * The sessions that live in this process. A person has one at most: which one it is gets decided in one step, by {@link
 * #decide}. Bounded by the capacity of the instances. Any thread.
 */
final class Sessions implements StayBook.LiveSessions {
    /** Who left and comes in again within this time is where they left. */
    private static final Duration DEPARTURE_REMEMBERED = Duration.ofMinutes(5);

    private static final int MAX_DEPARTURES = 50_000;

    private final SecureRandom random = new SecureRandom();
    private final ResumeTokens tokens;
    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Map<String, Session> byPerson = new ConcurrentHashMap<>();
    private final Cache<Departure, Place> departures = Caffeine.newBuilder()
            .maximumSize(MAX_DEPARTURES)
            .expireAfterWrite(DEPARTURE_REMEMBERED)
            .build();
    private volatile Listener listener = new Listener() {};

    Sessions(ResumeKey key) {
        tokens = new ResumeTokens(key);
    }

    private record Departure(String personId, String venueId) {}

    /** Hears of sessions; any thread. */
    interface Listener {
        /** A session's token, connection or last action changed. */
        default void onChanged(KeptSession session) {}

        /** Somebody who was sent to an instance is in, or will not come. */
        default void onSettled(Session session) {}

        /** A session is over. */
        default void onEnded(KeptSession session) {}
    }

    ResumeTokens tokens() {
        return tokens;
    }

    void listener(Listener only) {
        listener = only;
    }

    /** Makes a session with an id of its own; it lives once it was {@link #add added}. */
    Session fresh(VenueInstance instance, PlayerLink link, SessionProfile profile, boolean isSpectator) {
        byte[] id = new byte[ResumeTokens.SESSION_BYTES];
        random.nextBytes(id);
        Session.Opening opening = Session.Opening.first(link, isSpectator);
        return new Session(HexFormat.of().formatHex(id), instance, profile, this, opening);
    }

    Session add(Session session) {
        byId.put(session.id(), session);
        return session;
    }

    /**
     * Decides about a person's session while nobody else does.
     *
     * @param personId whose
     * @param choice gets the live session, null when there is none, and gives the one that is to live
     */
    void decide(String personId, UnaryOperator<@Nullable Session> choice) {
        byPerson.compute(personId, (id, before) -> choice.apply(before == null || before.isEnded() ? null : before));
    }

    /** A person's live session; null when they have none. Only {@link #decide} may change it. */
    @Nullable
    Session ofPerson(String personId) {
        return byPerson.get(personId);
    }

    /** The live session of an id. */
    @Override
    public @Nullable Session find(String id) {
        return byId.get(id);
    }

    /** All live sessions at about this moment. */
    Iterable<Session> all() {
        return byId.values();
    }

    /** What a token says; null when it is none of ours. */
    ResumeTokens.@Nullable Token read(ByteString token) {
        return tokens.read(token);
    }

    void changed(Session session) {
        if (!session.isSpectator()) {
            listener.onChanged(session);
        }
    }

    void settled(Session session) {
        if (!session.isSpectator()) {
            listener.onSettled(session);
        }
    }

    void departed(Session session, Place place) {
        SessionProfile profile = session.profile();
        if (profile.hasPerson()) {
            departures.put(new Departure(profile.personId(), profile.venueId()), place);
        }
    }

    /** Where a person left a venue some minutes ago at most; null when they did not. */
    @Nullable
    Place departure(String personId, String venueId) {
        return departures.getIfPresent(new Departure(personId, venueId));
    }

    void forget(Session session) {
        byId.remove(session.id(), session);
        byPerson.remove(session.profile().personId(), session);
        listener.onEnded(session);
    }

    @Override
    public int size() {
        return byId.size();
    }
}
