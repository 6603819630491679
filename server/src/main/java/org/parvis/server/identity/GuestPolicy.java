package org.parvis.server.identity;

/** Who may come in without an account. */
public enum GuestPolicy {
    /** Whoever became a guest by the API and shows a join ticket: they can be found, removed and banned. */
    WITH_IDENTITY,
    /** Anybody, by a name alone: for load tests and private networks, since nobody of them can be banned. */
    ANONYMOUS,
    /** Nobody: accounts only, and no new guests are made. */
    NONE
}
