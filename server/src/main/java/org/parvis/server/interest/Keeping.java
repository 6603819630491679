package org.parvis.server.interest;

/** What becomes of a message for somebody who cannot be reached, or reads too slowly, at the moment. */
public enum Keeping {
    /** It is of the moment: worth nothing to somebody who comes back. */
    NEVER,
    /** It waits while there is room; when there is none the oldest of this kind go first. Chat. */
    WHILE_ROOM,
    /** It is never dropped while the session lives: answers, and whatever is about what people own. */
    ALWAYS
}
