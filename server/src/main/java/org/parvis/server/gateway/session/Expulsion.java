package org.parvis.server.gateway.session;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.parvis.server.gateway.stay.SessionProfile;
import org.parvis.server.gateway.stay.StayBook;
import org.parvis.server.identity.Revocation;
import org.parvis.server.identity.RevocationListener;

/**
 * Ends the live sessions of those whose right to be here ended, and has their stays forgotten. Who only got other roles
 * may come in again at once, with the new ones.
 *
 * <p>What was told while somebody was being looked up is remembered, so that it also holds for a session that did not
 * live yet: {@link #told} before the looking up, {@link #judge} once the session lives. The thread of identity that
 * tells, and event loops.
 */
final class Expulsion implements RevocationListener {
    /** Many more than are told while one Hello is answered. */
    private static final int REMEMBERED = 4_096;

    private final Sessions sessions;
    private final @Nullable StayBook book;
    private final Deque<Revocation> newest = new ArrayDeque<>();
    private long told;

    Expulsion(Sessions sessions, @Nullable StayBook book) {
        this.sessions = sessions;
        this.book = book;
    }

    @Override
    public void onRevoked(Revocation revocation) {
        synchronized (this) {
            newest.addLast(revocation);
            told++;
            if (newest.size() > REMEMBERED) {
                newest.removeFirst();
            }
        }
        for (Session session : sessions.all()) {
            judge(session, revocation);
        }
        if (book != null && revocation.cause() != Revocation.Cause.ROLES_CHANGED) {
            book.forget(revocation);
        }
    }

    /** How many revocations were told until now. */
    synchronized long told() {
        return told;
    }

    /** Ends a session that lives now, if something was told about it after so many revocations. */
    void judge(Session session, long after) {
        if (!session.profile().hasPerson()) {
            return;
        }
        for (Revocation revocation : since(after)) {
            judge(session, revocation);
        }
    }

    private synchronized Revocation[] since(long after) {
        long count = Math.min(told - after, newest.size());
        return newest.stream().skip(newest.size() - count).toArray(Revocation[]::new);
    }

    private static void judge(Session session, Revocation revocation) {
        SessionProfile profile = session.profile();
        if (profile.hasPerson() && revocation.concerns(profile.personId(), profile.familyId(), profile.venueId())) {
            session.end(closing(revocation.cause()));
        }
    }

    private static Closing closing(Revocation.Cause cause) {
        return switch (cause) {
            case BANNED -> Closing.BANNED;
            case ROLES_CHANGED -> Closing.ROLES_CHANGED;
            case LOGGED_OUT, REVOKED, DELETED -> Closing.REVOKED;
        };
    }
}
