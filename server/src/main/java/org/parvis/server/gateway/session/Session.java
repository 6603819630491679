package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import org.parvis.server.instance.StayListener;
import org.parvis.server.instance.VenueInstance;

/**
 * One person's connection life, surviving lost sockets. Its link changes hands by resume tokens, each good for one use,
 * so that no two event loops can continue a session at once.
 */
final class Session implements StayListener {
    private final String id;
    private final VenueInstance instance;
    private final Sessions sessions;
    private volatile ByteString token;
    private volatile PlayerLink link;
    private volatile int avatar;
    private volatile boolean ended;

    Session(String id, VenueInstance instance, Sessions sessions, ByteString token, PlayerLink link) {
        this.id = id;
        this.instance = instance;
        this.sessions = sessions;
        this.token = token;
        this.link = link;
    }

    String id() {
        return id;
    }

    VenueInstance instance() {
        return instance;
    }

    ByteString token() {
        return token;
    }

    /** Number of the person's avatar; 0 before the welcome. */
    int avatar() {
        return avatar;
    }

    void welcomed(int ownAvatar) {
        avatar = ownAvatar;
    }

    /** The link of the newest connection. */
    PlayerLink link() {
        return link;
    }

    boolean isEnded() {
        return ended;
    }

    /** Goes on over another link; to be called by whoever took the token out of the registry. */
    void continueOn(PlayerLink next, ByteString nextToken) {
        link = next;
        token = nextToken;
    }

    @Override
    public void onEnded() {
        ended = true;
        sessions.forget(this);
        link.retire();
    }
}
