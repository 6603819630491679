package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.Place;
import org.parvis.server.gateway.stay.KeptSession;
import org.parvis.server.gateway.stay.SessionProfile;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.instance.people.StayListener;

/**
 * One person's connection life, surviving lost sockets. Its link changes hands by resume tokens, each good for one use,
 * so that no two event loops can continue a session at once. Any thread.
 */
final class Session implements StayListener, KeptSession {
    private final String id;
    private final VenueInstance instance;
    private final SessionProfile profile;
    private final Sessions sessions;
    /** Number of the one token that is good. */
    private final AtomicInteger number;

    private final boolean restored;
    private final boolean spectator;

    private volatile PlayerLink link;
    private volatile int avatar;
    private volatile long detachedAtMs;
    private volatile long lastActionId;
    private volatile boolean stored;
    private volatile @Nullable Closing end;
    private volatile boolean ended;

    Session(String id, VenueInstance instance, SessionProfile profile, Sessions sessions, Opening opening) {
        this.id = id;
        this.instance = instance;
        this.profile = profile;
        this.sessions = sessions;
        link = opening.link();
        number = new AtomicInteger(opening.number());
        lastActionId = opening.lastActionId();
        spectator = opening.isSpectator();
        restored = opening.number() > Opening.FIRST_NUMBER;
    }

    /**
     * How a session begins.
     *
     * @param link over which connection
     * @param number of its first token
     * @param lastActionId highest id of an action that counts as done; 0 for none
     * @param isSpectator whether the person only looks on
     */
    record Opening(PlayerLink link, int number, long lastActionId, boolean isSpectator) {
        private static final int FIRST_NUMBER = 1;

        /** A session that nobody had before. */
        static Opening first(PlayerLink link, boolean isSpectator) {
            return new Opening(link, FIRST_NUMBER, 0, isSpectator);
        }
    }

    @Override
    public String id() {
        return id;
    }

    /** Whether the person only looks on, without a body; such a session does not outlive the process. */
    boolean isSpectator() {
        return spectator;
    }

    VenueInstance instance() {
        return instance;
    }

    @Override
    public SessionProfile profile() {
        return profile;
    }

    @Override
    public int tokenNumber() {
        return number.get();
    }

    /** The token that continues this session. */
    ByteString token() {
        return sessions.tokens().sign(id, number.get());
    }

    /** Uses a token up; false when it was not the good one. */
    boolean use(int tokenNumber) {
        return number.compareAndSet(tokenNumber, tokenNumber + 1);
    }

    /** A token that was used in vain is good again. */
    void giveBack(int tokenNumber) {
        number.compareAndSet(tokenNumber + 1, tokenNumber);
    }

    /** Number of the person's avatar, of a spectator's view; 0 before they are in. */
    int avatar() {
        return avatar;
    }

    /**
     * The instance has a body for the person. Either this finds that the session is to end, or whoever ends it after
     * this finds the avatar: no body is left behind.
     */
    /** Who has left before they were let in is not waited for. */
    @Override
    public boolean isWanted() {
        return end == null;
    }

    @Override
    public boolean onAdmitted(int ownAvatar) {
        avatar = ownAvatar;
        sessions.settled(this);
        return end == null;
    }

    @Override
    public void onLeft(Place place) {
        sessions.departed(this, place);
    }

    @Override
    public long lastActionId() {
        return lastActionId;
    }

    @Override
    public void onActionBegun(long actionId) {
        lastActionId = actionId;
        sessions.changed(this);
    }

    /** The link of the newest connection. */
    PlayerLink link() {
        return link;
    }

    boolean isEnded() {
        return ended;
    }

    /** Goes on over another link, which ends the connection before; to be called by whoever used the token. */
    void continueOn(PlayerLink next) {
        PlayerLink before = link;
        link = next;
        detachedAtMs = 0;
        before.fence();
    }

    @Override
    public long detachedAtMs() {
        return detachedAtMs;
    }

    void detached(long atMs) {
        detachedAtMs = atMs;
    }

    @Override
    public boolean isUnusedReturn() {
        return restored && avatar == 0 && end == null;
    }

    @Override
    public boolean isStored() {
        return stored;
    }

    @Override
    public void stored() {
        stored = true;
    }

    /** Why the session is to end, so that its avatar is to go; null while it may go on. */
    @Nullable
    Closing end() {
        return end;
    }

    /** Ends the session whatever becomes of its connection: the avatar goes, the person is told why. */
    void end(Closing why) {
        end = why;
        int own = avatar;
        if (own != 0) {
            instance.mailbox().leave(own, link);
        }
        link.expel(why);
    }

    /** The person leaves, or a client that cannot be trusted is sent away: nobody goes on with this session. */
    void leave(PlayerLink from) {
        if (end == null && from == link) {
            end = Closing.LEFT;
        }
        int own = avatar;
        if (own != 0) {
            instance.mailbox().leave(own, from);
        }
    }

    @Override
    public void onEnded() {
        ended = true;
        if (avatar == 0) {
            sessions.settled(this);
        }
        sessions.forget(this);
        link.retire();
    }
}
