package org.parvis.server.identity;

import java.util.concurrent.CompletableFuture;

/** Turns a join ticket into the person who was given it. Any thread; never waits. */
@FunctionalInterface
public interface Admissions {
    /**
     * Takes a ticket. Whatever comes of it, a well-signed ticket is used up.
     *
     * @param ticket as the player sent it, any text
     * @return who comes; completed on any thread. Fails with an {@link IdentityException} of kind {@link
     *     IdentityException.Kind#TICKET_INVALID}, {@link IdentityException.Kind#TICKET_USED}, {@link
     *     IdentityException.Kind#TICKET_EXPIRED}, {@link IdentityException.Kind#BANNED}, {@link
     *     IdentityException.Kind#ACCOUNT_REQUIRED} or, when the database cannot
     *     say, {@link IdentityException.Kind#UNAVAILABLE}
     */
    CompletableFuture<Admission> admit(String ticket);
}
