package org.parvis.world.fault;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Locale;

/** Wording shared by faults. */
public final class Words {
    private Words() {}

    /**
     * Why a file could not be read, in words that name no class and repeat no message of a library.
     *
     * @param cause what reading it ended with
     */
    public static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (cause instanceof AccessDeniedException) {
            return "this user may not read it";
        }
        return cause instanceof EOFException ? "it ends too early: it was cut off" : "reading it failed half-way";
    }

    /** A number as people write it: without an exponent or needless zeros. */
    public static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        return new BigDecimal(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A cure for a wrong word: the nearest right one when one is near, and all of them when they are few. */
    public static String suggestion(String wrong, Collection<String> right) {
        String nearest = "";
        int best = Math.max(2, wrong.length() / 3) + 1;
        for (String candidate : right) {
            int distance = distance(wrong.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        if (!nearest.isEmpty()) {
            return "Did you mean \"" + nearest + "\"?";
        }
        return right.isEmpty() ? "Remove it." : "Known are: " + String.join(", ", right) + ".";
    }

    /** How many letters must be added, removed or changed to make one word the other. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
