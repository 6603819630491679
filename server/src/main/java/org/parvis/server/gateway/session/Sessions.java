package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parvis.server.instance.VenueInstance;

/** The sessions that live in this process. Bounded by the capacity of the instances. Any thread. */
final class Sessions {
    private final SecureRandom random = new SecureRandom();
    private final ResumeTokens tokens;
    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Map<String, Session> byPerson = new ConcurrentHashMap<>();
    private volatile Consumer<Session> onForgotten = session -> {};

    Sessions(ResumeKey key) {
        tokens = new ResumeTokens(key);
    }

    ResumeTokens tokens() {
        return tokens;
    }

    /** Has somebody told of every session that ends. */
    void onForgotten(Consumer<Session> listener) {
        onForgotten = listener;
    }

    /** A session that begins. */
    Session begin(VenueInstance instance, PlayerLink link, Terms terms) {
        byte[] id = new byte[ResumeTokens.SESSION_BYTES];
        random.nextBytes(id);
        Session.Opening opening = new Session.Opening(link, Session.Opening.FIRST_NUMBER);
        return add(new Session(HexFormat.of().formatHex(id), instance, terms, this, opening));
    }

    /** A session of an earlier process that goes on here; its next token has the given number. */
    Session restore(String id, VenueInstance instance, Terms terms, Session.Opening opening) {
        return add(new Session(id, instance, terms, this, opening));
    }

    private Session add(Session session) {
        byId.put(session.id(), session);
        if (session.terms().hasPerson()) {
            byPerson.put(session.terms().personId(), session);
        }
        return session;
    }

    /** The live session of an id. */
    @Nullable
    Session find(String id) {
        return byId.get(id);
    }

    /** The newest live session of a person. */
    @Nullable
    Session ofPerson(String personId) {
        return byPerson.get(personId);
    }

    /** All live sessions at about this moment. */
    Iterable<Session> all() {
        return byId.values();
    }

    /** Takes a session over to another link; false when the token is used or the session over. */
    boolean resume(Session session, int number, PlayerLink next) {
        if (session.isEnded() || !session.use(number)) {
            return false;
        }
        PlayerLink before = session.link();
        session.continueOn(next);
        before.fence();
        return true;
    }

    /** What a token says; null when it is none of ours. */
    ResumeTokens.@Nullable Token read(ByteString token) {
        return tokens.read(token);
    }

    void forget(Session session) {
        byId.remove(session.id(), session);
        byPerson.remove(session.terms().personId(), session);
        onForgotten.accept(session);
    }

    int size() {
        return byId.size();
    }
}
