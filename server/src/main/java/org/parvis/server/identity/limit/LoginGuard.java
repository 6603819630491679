package org.parvis.server.identity.limit;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * Stops the guessing of proofs. Only failures count, and they count three times: for the address, for the address at
 * one credential, and for the credential.
 *
 * <p>An address may add only {@value #PER_PAIR} failures an hour to a credential's count, and a credential is locked
 * after {@value #PER_CREDENTIAL}: so nobody can lock it from one address, nor from a handful. A locked credential is only
 * one way in; its owner's other devices, recovery code and providers go on. Any thread.
 */
public final class LoginGuard {
    private static final int PER_ADDRESS = 20;
    private static final int PER_PAIR = 5;
    private static final int PER_CREDENTIAL = 100;
    private static final int MINUTE_S = 60;
    private static final int HOUR_S = 3_600;

    private final Buckets byAddress;
    private final Buckets byPair;
    private final Buckets byCredential;

    /**
     * A guard.
     *
     * @param nowNs monotonic nanoseconds
     */
    public LoginGuard(LongSupplier nowNs) {
        byAddress = new Buckets(new Quota("failed-logins", PER_ADDRESS, PER_ADDRESS / 2, MINUTE_S), nowNs);
        byPair = new Buckets(new Quota("failed-logins-here", PER_PAIR, PER_PAIR, HOUR_S), nowNs);
        byCredential = new Buckets(new Quota("failed-logins-there", PER_CREDENTIAL, PER_CREDENTIAL, HOUR_S), nowNs);
    }

    /**
     * Whether a proof may be tried.
     *
     * @param address from where
     * @param credential which; empty when the proof itself is all there is to know, as with recovery codes
     * @return the first quota that stops it, or the address's, granted
     */
    public Allowance ask(String address, String credential) {
        List<Allowance> answers = credential.isEmpty()
                ? List.of(byAddress.look(address))
                : List.of(
                        byPair.look(pair(address, credential)), byCredential.look(credential), byAddress.look(address));
        return answers.stream().filter(answer -> !answer.granted()).findFirst().orElse(answers.get(answers.size() - 1));
    }

    /**
     * Counts a proof that was wrong.
     *
     * @param address from where
     * @param credential which, or empty
     */
    public void failed(String address, String credential) {
        byAddress.take(address);
        if (!credential.isEmpty() && byPair.take(pair(address, credential)).granted()) {
            byCredential.take(credential);
        }
    }

    private static String pair(String address, String credential) {
        return address + ' ' + credential;
    }
}
