package org.parvis.server.instance.people;

import org.parvis.protocol.v1.Look;
import org.parvis.server.interest.fanout.Viewer;

/** A visitor as the instance keeps them: their session, their view, their last answers. Tick thread only. */
public final class SessionVisitor implements Visitor {
    private static final long ATTACHED = Long.MIN_VALUE;

    private final int avatar;
    private final JoinRequest request;
    private final Viewer viewer;
    private final ReplyMemory replies;
    private Profile profile;
    private long detachedAtNs = ATTACHED;
    private boolean saysAway;
    private boolean here = true;

    /**
     * A visitor who has just been let in.
     *
     * @param avatar their number
     * @param request what they asked for
     * @param viewer their view
     */
    public SessionVisitor(int avatar, JoinRequest request, Viewer viewer) {
        this.avatar = avatar;
        this.request = request;
        this.viewer = viewer;
        profile = request.profile();
        replies = new ReplyMemory(request.callbacks().lastActionId());
    }

    @Override
    public int avatar() {
        return avatar;
    }

    @Override
    public String sessionId() {
        return request.sessionId();
    }

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public boolean isHere() {
        return here;
    }

    @Override
    public boolean isDetached() {
        return detachedAtNs != ATTACHED;
    }

    @Override
    public boolean isSpectator() {
        return request.isSpectator();
    }

    /** What they asked for when they came. */
    public JoinRequest request() {
        return request;
    }

    /** What they look through, and to whom everything goes. */
    public Viewer viewer() {
        return viewer;
    }

    /** Their last answers. */
    public ReplyMemory replies() {
        return replies;
    }

    /** Notes that the visit is over. */
    public void gone() {
        here = false;
    }

    /** Notes another look. */
    public void wear(Look look) {
        profile = profile.withLook(look);
    }

    /** Notes that the connection is lost. */
    public void detached(long nowNs) {
        detachedAtNs = nowNs;
    }

    /** Notes that the visit goes on over a connection. */
    public void attached() {
        detachedAtNs = ATTACHED;
    }

    /** Whether it has waited long enough for the visitor to come back. */
    public boolean isOverdue(long nowNs) {
        return isDetached() && nowNs - detachedAtNs > request.resumeWindowMs() * 1_000_000L;
    }

    /** Whether the visitor said that they do not look. */
    public boolean saysAway() {
        return saysAway;
    }

    /** Notes whether the visitor looks. */
    public void saysAway(boolean away) {
        saysAway = away;
    }
}
