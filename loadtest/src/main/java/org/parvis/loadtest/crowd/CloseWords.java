package org.parvis.loadtest.crowd;

import java.util.Locale;
import org.parvis.loadtest.client.CloseCodes;
import org.parvis.protocol.v1.CloseReason;

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
}
