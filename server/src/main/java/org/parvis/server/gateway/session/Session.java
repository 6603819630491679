package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import java.util.concurrent.atomic.AtomicInteger;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.instance.people.StayListener;

/**
 * One person's connection life, surviving lost sockets. Its link changes hands by resume tokens, each good for one use,
 * so that no two event loops can continue a session at once. Any thread.
 */
final class Session implements StayListener {
    private final String id;
    private final VenueInstance instance;
    private final Terms terms;
    private final Sessions sessions;
    /** Number of the one token that is good. */
    private final AtomicInteger number;

    private final boolean restored;

    private volatile PlayerLink link;
    private volatile int avatar;
    private volatile long detachedAtMs;
    private volatile boolean stored;
    private volatile boolean superseded;
    private volatile boolean ended;

    Session(String id, VenueInstance instance, Terms terms, Sessions sessions, Opening opening) {
        this.id = id;
        this.instance = instance;
        this.terms = terms;
        this.sessions = sessions;
        link = opening.link();
        number = new AtomicInteger(opening.number());
        restored = opening.number() > Opening.FIRST_NUMBER;
    }

    /** How a session begins: over which link, with a token of which number. */
    record Opening(PlayerLink link, int number) {
        static final int FIRST_NUMBER = 1;
    }

    /** Whether it began in an earlier process. */
    boolean isRestored() {
        return restored;
    }

    String id() {
        return id;
    }

    VenueInstance instance() {
        return instance;
    }

    Terms terms() {
        return terms;
    }

    /** Number of the token that continues this session. */
    int number() {
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

    /** Goes on over another link; to be called by whoever used the token. */
    void continueOn(PlayerLink next) {
        link = next;
        detachedAtMs = 0;
    }

    /** UTC milliseconds since when nobody is connected; 0 while somebody is. */
    long detachedAtMs() {
        return detachedAtMs;
    }

    void detached(long atMs) {
        detachedAtMs = atMs;
    }

    /** Whether the store knows of this session. */
    boolean isStored() {
        return stored;
    }

    void stored() {
        stored = true;
    }

    /** Whether the person is elsewhere now, so that this session's avatar is to go. */
    boolean isSuperseded() {
        return superseded;
    }

    void supersede() {
        superseded = true;
    }

    @Override
    public void onEnded() {
        ended = true;
        sessions.forget(this);
        link.retire();
    }
}
