package org.parvis.server.instance.feature;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.EmoteKind;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Role;
import org.parvis.server.instance.people.Visitor;

/**
 * Who is in an instance, and what their bodies show. Methods that change something return false, and change nothing,
 * when nobody has that number (any more). Tick thread only.
 */
public interface People {
    /** Whether a body with that number is here, a visitor's or a puppet's. */
    boolean isHere(int avatar);

    /** The visitor with that number; null for puppets and numbers that nobody has. */
    @Nullable
    Visitor visitor(int avatar);

    /** The visitor with that session; null when they are not here. Looks at everybody: not for every tick. */
    @Nullable
    Visitor bySession(String sessionId);

    /** Calls for each visitor, spectators included, in no particular order; nobody may be removed meanwhile. */
    void forEach(Consumer<Visitor> task);

    /** Display name of a visitor or puppet; empty when not here. */
    String name(int avatar);

    /** How many visitors are here, spectators not counted: what everybody is told must not tell of them. */
    int count();

    /** Hears of visitors coming and leaving, spectators excepted: nobody is to learn of them. */
    void onPresence(PresenceListener listener);

    /** Adds a rule that decides who comes in, after those added before. */
    void admit(AdmissionRule rule);

    /** Starts an emote; unspecified ends the running one. */
    boolean emote(int avatar, EmoteKind kind);

    /** The running emote; unspecified when there is none. */
    EmoteKind emote(int avatar);

    /** Changes how an avatar looks, and tells everybody. */
    boolean wear(int avatar, Look look);

    /**
     * Has everybody see an avatar as if it were near, however far they are: performers. Ends when the avatar leaves.
     *
     * @return false when it is not here, or when sixteen are seen so already
     */
    boolean spotlight(int avatar, boolean isOn);

    /**
     * Has an avatar's person see another one as if it were near: their party, those they talk with. Ends when either
     * leaves; of more than eight the newest count.
     */
    boolean keepNear(int avatar, int other, boolean isOn);

    /**
     * Adds a body that nobody sits behind: a host, a guide, a performer shown from elsewhere. Every client is told that
     * it is one. Move it with {@link Places#movePuppet}.
     *
     * @param name as others see it
     * @param look how it looks
     * @param roles that others may see
     * @param spot where it appears; nothing checks that one can stand there
     * @return its avatar number, or {@link #NO_ROOM} when there are 64 already
     */
    int addPuppet(String name, Look look, List<Role> roles, Spot spot);

    /** Takes a puppet away; false when there is no puppet with that number. */
    boolean removePuppet(int avatar);

    /** What {@link #addPuppet} returns when there are too many. */
    int NO_ROOM = -1;

    /** Hears of visitors coming and leaving. */
    interface PresenceListener {
        /** Somebody came. */
        default void onJoined(int avatar) {}

        /** Somebody whose connection was lost is back, or goes on over another one. */
        default void onReturned(int avatar) {}

        /** Somebody leaves; their avatar is still here during the call. */
        default void onLeft(int avatar) {}
    }
}
