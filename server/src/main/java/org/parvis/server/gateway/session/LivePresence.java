package org.parvis.server.gateway.session;

import java.util.Optional;
import org.parvis.protocol.v1.Role;
import org.parvis.server.gateway.stay.SessionProfile;
import org.parvis.server.identity.Presence;
import org.parvis.server.text.Skeleton;

/** Who is here, by the live sessions. Any thread; looks at all of them, for what staff ask now and then. */
final class LivePresence implements Presence {
    private final Sessions sessions;

    LivePresence(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<Visitor> find(String instanceId, long avatar) {
        for (Session session : sessions.all()) {
            boolean meant = avatar != 0
                    && session.avatar() == avatar
                    && session.instance().id().equals(instanceId)
                    && !session.isEnded();
            if (meant) {
                return Optional.of(visitor(session));
            }
        }
        return Optional.empty();
    }

    private static Visitor visitor(Session session) {
        SessionProfile profile = session.profile();
        return new Visitor(
                profile.venueId(),
                session.instance().id(),
                session.avatar(),
                session.id(),
                profile.personId(),
                profile.name(),
                profile.roles().stream().map(Role::name).toList());
    }

    @Override
    public boolean remove(Visitor visitor) {
        Session session = sessions.find(visitor.sessionId());
        if (session == null || session.isEnded()) {
            return false;
        }
        session.end(Closing.REMOVED);
        return true;
    }

    /** Whether a name could be taken for that of staff who are here; of others there may be two of a name. */
    static boolean isNameOfStaff(Sessions sessions, String name, String personId) {
        Skeleton skeleton = null;
        for (Session session : sessions.all()) {
            SessionProfile profile = session.profile();
            boolean other = personId.isEmpty() || !profile.personId().equals(personId);
            if (other && isStaff(profile)) {
                skeleton = skeleton == null ? Skeleton.of(name) : skeleton;
                if (skeleton.looksLike(Skeleton.of(profile.name()))) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean isStaff(SessionProfile profile) {
        return profile.roles().contains(Role.ROLE_CREW) || profile.roles().contains(Role.ROLE_MODERATOR);
    }
}
