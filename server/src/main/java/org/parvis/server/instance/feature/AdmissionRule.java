package org.parvis.server.instance.feature;

import org.parvis.protocol.v1.RefusalCode;
import org.parvis.server.instance.people.Profile;

/**
 * Decides who comes in: doors that open at a time, a house with seats for those who have a ticket, a queue. Asked once
 * somebody's turn to come in has come; the first rule that does not admit decides. Those who come back to a body that
 * waits for them are not asked. Tick thread only.
 */
@FunctionalInterface
public interface AdmissionRule {
    /**
     * Decides about one person.
     *
     * @param profile who comes
     * @param isReturn whether they were here before the server restarted
     * @return never null; who waits is asked again about every second, the longest-waiting first
     */
    Verdict decide(Profile profile, boolean isReturn);

    /** What becomes of somebody who wants in. */
    sealed interface Verdict {
        /** They come in, unless a later rule objects. */
        Verdict ADMIT = new Admit();

        /** They come in, unless a later rule objects. */
        record Admit() implements Verdict {}

        /**
         * They do not come in.
         *
         * @param code for programs
         * @param retryAfterMs earliest sensible next try, {@link ActionOutcome#NO_RETRY} for never
         * @param message one plain English sentence
         */
        record Refuse(RefusalCode code, int retryAfterMs, String message) implements Verdict {}

        /**
         * They wait, and are told how many are before them.
         *
         * @param message one plain English sentence why
         */
        record Wait(String message) implements Verdict {}
    }
}
