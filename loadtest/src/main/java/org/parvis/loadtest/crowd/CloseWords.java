package org.parvis.loadtest.crowd;

import java.util.Locale;
import org.parvis.loadtest.client.CloseCodes;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.RefusalCode;

/** Why a connection ended, as reports say it. Any thread. */
final class CloseWords {
    private static final int FIRST_CLOSE_REASON = 4000;
    private static final String PREFIX = "CLOSE_REASON_";

    private CloseWords() {}

    /**
     * The reason in words.
     *
     * @param closeCode the server's close code, or one of {@link CloseCodes}
     * @param detail more about it, for a person
     */
    static String of(int closeCode, String detail) {
        CloseReason typed = CloseReason.forNumber(closeCode - FIRST_CLOSE_REASON);
        if (closeCode >= FIRST_CLOSE_REASON && typed != null) {
            String name = typed.name();
            String word = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
            return "closed by the server: " + word.toLowerCase(Locale.ROOT).replace('_', ' ') + " (" + name + ")";
        }
        return switch (closeCode) {
            case CloseCodes.NONE -> "connection lost without a close frame";
            case CloseCodes.IO_ERROR, CloseCodes.HANDSHAKE_FAILED, CloseCodes.BAD_SERVER_MESSAGE -> detail;
            default -> "closed with code " + closeCode;
        };
    }

    /**
     * What an operator can do about a refusal that waiting does not mend.
     *
     * @param code as the server sent it
     * @return a clause for a person; empty where trying again is the cure
     */
    static String refused(RefusalCode code) {
        return switch (code) {
            case REFUSAL_CODE_IDENTITY_REQUIRED, REFUSAL_CODE_ACCOUNT_REQUIRED ->
                "the server asks for an identity, and simulated people have none: start it with --guests anonymous";
            case REFUSAL_CODE_UNKNOWN_VENUE -> "the server hosts no such venue: name one of its venues with --venue";
            case REFUSAL_CODE_UNSUPPORTED_VERSION ->
                "tester and server speak different protocols: use the same release";
            default -> "";
        };
    }
}
