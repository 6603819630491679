package org.parvis.world.json;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Where and why a text is not JSON, in words for people who do not know the reading library.
 *
 * @param problem what is wrong, with line and column
 * @param cure how to mend it
 */
record SyntaxError(String problem, String cure) {
    private static final int SHOWN = 24;

    static SyntaxError of(JacksonException cause, byte[] text) {
        TokenStreamLocation at = cause.getLocation();
        int line = at == null ? 1 : Math.max(1, at.getLineNr());
        int column = at == null ? 1 : Math.max(1, at.getColumnNr());
        String place = "line " + line + ", column " + column;
        if (cause instanceof UnexpectedEndOfInputException) {
            return new SyntaxError(
                    "the text ends in the middle, at " + place + ": it was cut off, or a bracket is missing",
                    "Export or fetch the file again, or add what is missing.");
        }
        if (cause instanceof StreamConstraintsException) {
            return new SyntaxError(
                    "at " + place + " something is too deep or too long: lists and objects may lie 64 deep, keys have"
                            + " 1,000 characters, texts a million",
                    "Make it shorter or flatter.");
        }
        String rest = rest(text, line, column);
        return new SyntaxError(
                "this is not JSON at " + place + (rest.isEmpty() ? "" : ", near \"" + rest + "\""), cure(rest));
    }

    private static String cure(String rest) {
        return switch (rest.isEmpty() ? ' ' : rest.charAt(0)) {
            case '\'' -> "Put texts and keys in double quotation marks.";
            case '/', '#' -> "Remove comments: JSON has none.";
            case ']', '}' -> "Look before this place: there may be a comma too many, or a bracket of the other kind.";
            default -> "Mend the text there.";
        };
    }

    /** What stands around the place, on one line; the place itself is where the reader gave up. */
    private static String rest(byte[] text, int line, int column) {
        int start = 0;
        for (int seen = 1; seen < line && start < text.length; start++) {
            if (text[start] == '\n') {
                seen++;
            }
        }
        int from = Math.min(text.length, Math.max(start, start + column - 1));
        int to = from;
        while (to < text.length && to - from < SHOWN && text[to] != '\n' && text[to] != '\r') {
            to++;
        }
        String shown = new String(text, from, to - from, StandardCharsets.UTF_8);
        return shown.replaceAll("[\\p{Cntrl}\\uFFFD]", "").strip();
    }
}
