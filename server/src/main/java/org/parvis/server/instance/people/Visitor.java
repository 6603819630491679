package org.parvis.server.instance.people;

/**
 * A person with a session in the instance, as features see them. The object stands for this one visit: it stays the same
 * over lost connections, and is never reused for somebody else, as avatar numbers are. Tick thread only.
 */
public interface Visitor {
    /**
     * Number of the visitor's avatar, of the view of a spectator, who has none; given to somebody else some time after
     * they left.
     */
    int avatar();

    /** Opaque id of the session. */
    String sessionId();

    /** What is known of them. */
    Profile profile();

    /** Whether the visit goes on. Once false it never becomes true again. */
    boolean isHere();

    /** Whether their connection is lost, while their body waits for them. */
    boolean isDetached();

    /** Whether they look on without a body. */
    boolean isSpectator();

    /** Name as others see it. */
    default String name() {
        return profile().name();
    }
}
