package org.parvis.server.identity.admission;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.Admission;
import org.parvis.server.identity.Admissions;
import org.parvis.server.identity.GuestPolicy;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.IdentityException.Kind;
import org.parvis.server.identity.login.Bearer;
import org.parvis.server.identity.login.Logins;
import org.parvis.server.identity.people.People;
import org.parvis.server.identity.people.Person;
import org.parvis.server.identity.secret.Opaque;
import org.parvis.server.identity.secret.SignedTokens;
import org.parvis.server.identity.secret.SignedTokens.Content;
import org.parvis.server.identity.secret.SignedTokens.Purpose;
import org.parvis.server.identity.secret.UsedOnce;
import org.parvis.server.identity.staff.Bans;
import org.parvis.server.identity.staff.Grants;
import org.parvis.server.identity.staff.StaffNames;
import org.parvis.server.store.Store;

/**
 * Gives out and takes join tickets: signed, for {@value #LIFETIME_MS} ms, good once in the process that gave them.
 *
 * <p>A ticket says who asked for it; all else, bans above all, is read when it is taken. When the database cannot say,
 * nobody comes in. Any thread; a signature of 50 µs aside nothing happens on the caller's.
 */
public final class TicketDesk implements Admissions {
    /** How long a ticket holds. */
    public static final long LIFETIME_MS = 60_000;

    private final SignedTokens signing;
    private final Store store;
    private final Logins logins;
    private final People people;
    private final Bans bans;
    private final GuestPolicy guests;
    private final UsedOnce used = new UsedOnce(LIFETIME_MS);

    /**
     * A desk.
     *
     * @param signing signs the tickets
     * @param store where people are
     * @param logins the logins
     * @param people the people
     * @param bans what keeps them out
     * @param guests whether people without an account come in
     */
    public TicketDesk(SignedTokens signing, Store store, Logins logins, People people, Bans bans, GuestPolicy guests) {
        this.guests = guests;
        this.signing = signing;
        this.store = store;
        this.logins = logins;
        this.people = people;
        this.bans = bans;
    }

    /**
     * Gives a ticket.
     *
     * @param db a transaction
     * @param bearer to whom; the login was checked in this transaction
     * @return the ticket
     * @throws IdentityException of kind {@code BANNED} when there would be no use in it
     */
    public String issue(Handle db, Bearer bearer) {
        bans.standing(db, bearer).refuseFromServer();
        Map<String, String> claims = Map.of("sub", bearer.personId(), "fam", bearer.familyId(), "jti", Opaque.id(""));
        return signing.sign(Purpose.JOIN, claims, LIFETIME_MS);
    }

    @Override
    public CompletableFuture<Admission> admit(String ticket) {
        Optional<Content> content = signing.read(Purpose.JOIN, ticket);
        if (content.isEmpty()) {
            return refused(Kind.TICKET_INVALID, "This is no ticket of this server.");
        }
        if (signing.isExpired(content.get())) {
            return refused(Kind.TICKET_EXPIRED, "The ticket came too late; get another one.");
        }
        if (!used.use(content.get().text("jti"), new Object())) {
            return refused(Kind.TICKET_USED, "A ticket lets in once; get another one.");
        }
        Bearer bearer = new Bearer(content.get().text("sub"), content.get().text("fam"));
        return store.read(db -> admission(db, bearer)).exceptionallyCompose(TicketDesk::failed);
    }

    private Admission admission(Handle db, Bearer bearer) {
        try {
            logins.check(db, bearer);
        } catch (IdentityException ended) {
            throw new IdentityException(Kind.TICKET_INVALID, ended.sentence());
        }
        Bans.Standing standing = bans.standing(db, bearer);
        standing.refuseFromServer();
        Person person = people.get(db, bearer.personId());
        if (guests == GuestPolicy.NONE && person.kind() == Person.Kind.GUEST) {
            throw new IdentityException(Kind.ACCOUNT_REQUIRED, "Only accounts come in here; please sign in.");
        }
        StaffNames.refuseImitation(db, person.id(), person.profile().name());
        return new Admission(
                person.id(),
                bearer.familyId(),
                person.profile().name(),
                person.profile().look(),
                person.profile().languages(),
                Grants.inVenues(db, person.id()),
                standing.closedVenues(),
                person.profile().ageBand(),
                person.kind() == Person.Kind.ACCOUNT);
    }

    private static CompletableFuture<Admission> failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof IdentityException
                ? CompletableFuture.failedFuture(cause)
                : refused(Kind.UNAVAILABLE, "Nobody can say now who you are; try again shortly.");
    }

    private static CompletableFuture<Admission> refused(Kind kind, String sentence) {
        return CompletableFuture.failedFuture(new IdentityException(kind, sentence));
    }
}
