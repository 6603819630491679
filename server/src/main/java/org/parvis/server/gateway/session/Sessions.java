package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.parvis.server.instance.VenueInstance;

/** The sessions that may be continued, by their tokens. Bounded by the capacity of the instances. Any thread. */
final class Sessions {
    private static final int TOKEN_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Map<ByteString, Session> byToken = new ConcurrentHashMap<>();

    /** A session that begins. */
    Session begin(VenueInstance instance, PlayerLink link) {
        String id = HexFormat.of().formatHex(randomBytes(TOKEN_BYTES));
        Session session = new Session(id, instance, this, newToken(), link);
        byToken.put(session.token(), session);
        return session;
    }

    /** The session of a token, which stays good; null when there is none. */
    @Nullable
    Session find(ByteString token) {
        return byToken.get(token);
    }

    /** Takes the session of a token over to another link; null when the token is unknown, used or expired. */
    @Nullable
    Session resume(ByteString token, PlayerLink next) {
        Session session = byToken.remove(token);
        if (session == null || session.isEnded()) {
            return null;
        }
        PlayerLink before = session.link();
        session.continueOn(next, newToken());
        byToken.put(session.token(), session);
        if (session.isEnded()) {
            // It ended while its token changed; whoever ended it looked for the old one.
            forget(session);
        }
        before.fence();
        return session;
    }

    void forget(Session session) {
        byToken.remove(session.token());
    }

    int size() {
        return byToken.size();
    }

    private ByteString newToken() {
        return UnsafeByteOperations.unsafeWrap(randomBytes(TOKEN_BYTES));
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
