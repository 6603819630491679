package org.parvis.server.identity.room;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.parvis.server.identity.Admissions;
import org.parvis.server.identity.Revocations;
import org.parvis.server.identity.admission.TicketDesk;
import org.parvis.server.identity.limit.LoginGuard;
import org.parvis.server.identity.login.AccessTokens;
import org.parvis.server.identity.login.Logins;
import org.parvis.server.identity.oidc.Links;
import org.parvis.server.identity.oidc.OidcLogins;
import org.parvis.server.identity.people.People;
import org.parvis.server.identity.people.PersonalData;
import org.parvis.server.identity.privacy.PersonalRecords;
import org.parvis.server.identity.proof.DeviceChallenges;
import org.parvis.server.identity.proof.DeviceKeys;
import org.parvis.server.identity.proof.RecoveryCodes;
import org.parvis.server.identity.revocation.RevocationFeed;
import org.parvis.server.identity.secret.SignedTokens;
import org.parvis.server.identity.secret.TokenKeys;
import org.parvis.server.identity.staff.Bans;
import org.parvis.server.store.Chore;
import org.parvis.server.store.Store;

/**
 * All of identity, wired. Made by {@code app}; the gateway sees only {@link #admissions} and {@link #revocations}.
 *
 * @param store where everything is
 * @param people who there is
 * @param logins who is signed in
 * @param accessTokens what they show
 * @param tickets what they join with
 * @param recoveryCodes one way back
 * @param challenges what devices sign
 * @param deviceKeys another way back
 * @param loginGuard against guessing
 * @param oidc logins by providers
 * @param links whom the providers mean
 * @param bans who may not come in
 * @param records all that is kept about a person
 * @param feed tells sessions what was revoked
 * @param keyTending its own thread
 */
public record IdentityRoom(
        Store store,
        People people,
        Logins logins,
        AccessTokens accessTokens,
        TicketDesk tickets,
        RecoveryCodes recoveryCodes,
        DeviceChallenges challenges,
        DeviceKeys deviceKeys,
        LoginGuard loginGuard,
        OidcLogins oidc,
        Links links,
        Bans bans,
        PersonalRecords records,
        RevocationFeed feed,
        KeyTending keyTending)
        implements AutoCloseable {
    private static final String KEY_FILE = "keys.json";

    /**
     * Opens identity: reads or makes the keys, and starts its two threads.
     *
     * @param store migrated
     * @param config where the keys are, and who else may vouch for people
     * @param clock the time
     * @param others what other rooms keep about people
     * @return the room
     * @throws IOException if the keys can be neither read nor made; the message names the file
     */
    public static IdentityRoom open(Store store, IdentityConfig config, InstantSource clock, List<PersonalData> others)
            throws IOException {
        TokenKeys keys = TokenKeys.open(config.dataDir().resolve(KEY_FILE), clock);
        SignedTokens signing = new SignedTokens(keys, clock);
        AccessTokens accessTokens = new AccessTokens(signing);
        Logins logins = new Logins(accessTokens, clock);
        People people = new People(clock);
        Bans bans = new Bans(clock);
        DeviceChallenges challenges = new DeviceChallenges(signing);
        RevocationFeed feed = new RevocationFeed(store, clock);
        feed.start();
        return new IdentityRoom(
                store,
                people,
                logins,
                accessTokens,
                new TicketDesk(signing, store, logins, people, bans, config.guests()),
                new RecoveryCodes(clock),
                challenges,
                new DeviceKeys(challenges, clock),
                new LoginGuard(System::nanoTime),
                new OidcLogins(config.providers(), clock),
                new Links(clock),
                bans,
                new PersonalRecords(logins, others),
                feed,
                new KeyTending(keys));
    }

    /**
     * Makes a new key for tokens, as the command line does; a running server takes it up by itself.
     *
     * @param dataDir where the keys are
     * @param clock the time
     * @return the new key's id
     * @throws IOException if the keys can be neither read nor written
     */
    public static String rotateKeys(Path dataDir, InstantSource clock) throws IOException {
        return TokenKeys.open(dataDir.resolve(KEY_FILE), clock).rotate();
    }

    /**
     * For the gateway: who comes with a ticket.
     *
     * @return takes tickets
     */
    public Admissions admissions() {
        return tickets;
    }

    /**
     * For the gateway: whose session must end.
     *
     * @return tells
     */
    public Revocations revocations() {
        return feed;
    }

    /**
     * What is to be tidied up now and then.
     *
     * @return for the store's housekeeping
     */
    public static Chore chore() {
        return new Sweep();
    }

    /** Stops the threads; the store stays open. */
    @Override
    public void close() {
        feed.close();
        keyTending.close();
    }
}
