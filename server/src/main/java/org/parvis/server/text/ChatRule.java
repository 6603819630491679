package org.parvis.server.text;

/**
 * Which lines of chat are passed on, and how: the same characters as in names, several lines, something to see.
 * Stateless, any thread; takes microseconds.
 */
public final class ChatRule {
    /** Longest text, code points. */
    public static final int MAX_CODE_POINTS = 280;

    /** Line ends in a row that are kept: one empty line parts two paragraphs. */
    private static final int LINE_ENDS_IN_A_ROW = 2;

    /** Line ends of a text that are kept; further ones become spaces. A bubble has no room for more. */
    private static final int LINE_ENDS = 6;

    /** More than this is not tidied up but refused: nobody pastes that by mistake. */
    private static final int LINE_ENDS_WRITTEN = 40;

    private ChatRule() {}

    /** What becomes of a text. */
    public sealed interface Verdict {
        /**
         * It is passed on.
         *
         * @param text to be shown in place of what was written
         */
        record Accepted(String text) implements Verdict {}

        /**
         * It is not.
         *
         * @param message why, a sentence for the writer
         */
        record Rejected(String message) implements Verdict {}
    }

    /**
     * Judges a text.
     *
     * @param written any text of any length
     * @return what to show, or why not
     */
    public static Verdict check(String written) {
        if (written.length() > 2 * MAX_CODE_POINTS) {
            return tooLong();
        }
        String lines = withOneLineEnd(written);
        String text = shortened(TextRule.tidied(lines));
        if (!TextRule.isVisible(text)) {
            return new Verdict.Rejected("There is nothing to say.");
        }
        if (lines.chars().filter(c -> c == '\n').count() > LINE_ENDS_WRITTEN) {
            return new Verdict.Rejected("Please say it in fewer lines.");
        }
        if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
            return tooLong();
        }
        String fault = TextRule.fault(text, true);
        return fault == null ? new Verdict.Accepted(text) : new Verdict.Rejected("Please " + fault + ".");
    }

    private static Verdict tooLong() {
        return new Verdict.Rejected("Please say it in at most " + MAX_CODE_POINTS + " characters.");
    }

    /** A line end is one line feed, however it was written. */
    private static String withOneLineEnd(String text) {
        StringBuilder lines = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean second = c == '\n' && i > 0 && text.charAt(i - 1) == '\r';
            if (!second) {
                lines.append(isLineEnd(c) ? '\n' : c);
            }
        }
        return lines.toString();
    }

    private static boolean isLineEnd(char c) {
        return switch (c) {
            case '\n', '\r', '\u000B', '\f', '\u0085', '\u2028', '\u2029' -> true;
            default -> false;
        };
    }

    private static String shortened(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int row = 0;
        int all = 0;
        for (String line : text.strip().split("\n", -1)) {
            String bare = line.stripTrailing();
            if (!kept.isEmpty()) {
                row++;
                if (row <= LINE_ENDS_IN_A_ROW && all < LINE_ENDS) {
                    kept.append('\n');
                    all++;
                } else if (!bare.isEmpty() && kept.charAt(kept.length() - 1) != '\n') {
                    kept.append(' ');
                }
            }
            kept.append(bare);
            row = bare.isEmpty() ? row : 0;
        }
        return kept.toString().strip();
    }
}
