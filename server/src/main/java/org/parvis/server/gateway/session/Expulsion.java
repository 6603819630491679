package org.parvis.server.gateway.session;

import org.parvis.server.identity.Revocation;
import org.parvis.server.identity.RevocationListener;

/**
 * Ends the live sessions of those whose right to be here ended. Who only got other roles may come in again at once, with
 * the new ones. The thread of identity that tells.
 */
final class Expulsion implements RevocationListener {
    private final Sessions sessions;

    Expulsion(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void onRevoked(Revocation revocation) {
        for (Session session : sessions.all()) {
            Terms terms = session.terms();
            if (terms.hasPerson() && revocation.concerns(terms.personId(), terms.familyId(), terms.venueId())) {
                expel(session, revocation.cause());
            }
        }
    }

    private static void expel(Session session, Revocation.Cause cause) {
        Closing closing = switch (cause) {
            case BANNED -> Closing.BANNED;
            case ROLES_CHANGED -> Closing.ROLES_CHANGED;
            case LOGGED_OUT, REVOKED, DELETED -> Closing.REVOKED;
        };
        session.supersede();
        if (session.avatar() != 0) {
            session.instance().mailbox().leave(session.avatar(), session.link());
        }
        session.link().expel(closing);
    }
}
