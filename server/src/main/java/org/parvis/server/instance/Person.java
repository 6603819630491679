package org.parvis.server.instance;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.parvis.protocol.v1.Introduction;
import org.parvis.protocol.v1.Introductions;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Role;
import org.parvis.server.interest.fanout.Viewer;

/** Somebody in the instance: what does not change from tick to tick. Tick thread only. */
final class Person {
    static final long ATTACHED = Long.MIN_VALUE;

    private final int avatar;
    private final JoinRequest request;
    private final Viewer viewer;
    private final byte[] introduction;
    private final ReplyMemory replies;
    private long detachedAtNs = ATTACHED;
    private boolean saysAway;

    Person(int avatar, JoinRequest request, Viewer viewer) {
        this.avatar = avatar;
        this.request = request;
        this.viewer = viewer;
        replies = new ReplyMemory(request.callbacks().lastActionId());
        introduction = introduction(avatar, request);
    }

    private static byte[] introduction(int avatar, JoinRequest request) {
        byte[] content = Introduction.newBuilder()
                .setAvatar(avatar)
                .setName(request.name())
                .setLook(request.look())
                .addAllRoles(request.roles())
                .build()
                .toByteArray();
        int field = Introductions.AVATARS_FIELD_NUMBER;
        var wrapped = UnsafeByteOperations.unsafeWrap(content);
        byte[] bytes = new byte[CodedOutputStream.computeBytesSize(field, wrapped)];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeBytes(field, wrapped);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("An array of the right size was too small", e);
        }
        return bytes;
    }

    int avatar() {
        return avatar;
    }

    String sessionId() {
        return request.sessionId();
    }

    String name() {
        return request.name();
    }

    Look look() {
        return request.look();
    }

    List<Role> roles() {
        return request.roles();
    }

    JoinRequest request() {
        return request;
    }

    Viewer viewer() {
        return viewer;
    }

    /** A complete {@code Introductions.avatars} field. */
    byte[] introduction() {
        return introduction;
    }

    ReplyMemory replies() {
        return replies;
    }

    boolean isDetached() {
        return detachedAtNs != ATTACHED;
    }

    void detached(long nowNs) {
        detachedAtNs = nowNs;
    }

    void attached() {
        detachedAtNs = ATTACHED;
    }

    boolean isOverdue(long nowNs) {
        return isDetached() && nowNs - detachedAtNs > request.resumeWindowMs() * 1_000_000L;
    }

    /** Whether the person said that they do not look. */
    boolean saysAway() {
        return saysAway;
    }

    void saysAway(boolean away) {
        saysAway = away;
    }
}
