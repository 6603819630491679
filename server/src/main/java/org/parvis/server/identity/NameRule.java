package org.parvis.server.identity;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which names people may have: 1 to {@value #MAX_CHARACTERS} user-visible characters of any script, no control
 * characters, nothing that turns the writing direction of other text, something to see. Stateless, any thread.
 */
public final class NameRule {
    /** User-visible characters of the longest name. */
    public static final int MAX_CHARACTERS = 24;

    /** A pile of accents is one visible character; this bounds what it may weigh. */
    private static final int MAX_CODE_POINTS = 96;

    private static final Pattern VISIBLE_CHARACTER = Pattern.compile("\\X");
    private static final Pattern SPACES = Pattern.compile("[\\p{Zs}\\t]+");

    private NameRule() {}

    /** What became of a wished name. */
    public sealed interface Verdict {
        /**
         * Good.
         *
         * @param name in its normal form, to be used instead of what was wished
         */
        record Accepted(String name) implements Verdict {}

        /**
         * Not good.
         *
         * @param message why, in words for a player
         */
        record Rejected(String message) implements Verdict {}
    }

    /**
     * Judges a wished name.
     *
     * @param wished any text of any length
     * @return the name to use, or why not
     */
    public static Verdict check(String wished) {
        if (wished.length() > 4 * MAX_CODE_POINTS) {
            return new Verdict.Rejected("Please choose a shorter name.");
        }
        String name = SPACES.matcher(Normalizer.normalize(wished, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
        if (name.isEmpty()) {
            return new Verdict.Rejected("Please choose a name.");
        }
        if (name.codePoints().anyMatch(NameRule::isForbidden)) {
            return new Verdict.Rejected("Please choose a name without control characters.");
        }
        if (name.codePoints().noneMatch(NameRule::isVisible)) {
            return new Verdict.Rejected("Please choose a name that can be seen.");
        }
        if (visibleCharacters(name) > MAX_CHARACTERS || name.codePointCount(0, name.length()) > MAX_CODE_POINTS) {
            return new Verdict.Rejected("Please choose a name of at most " + MAX_CHARACTERS + " characters.");
        }
        return new Verdict.Accepted(name);
    }

    private static int visibleCharacters(String name) {
        Matcher characters = VISIBLE_CHARACTER.matcher(name);
        int count = 0;
        while (characters.find()) {
            count++;
        }
        return count;
    }

    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            // Joiners shape letters and emoji; tags spell flags. All other format characters hide or turn text.
            case Character.FORMAT -> codePoint != 0x200C && codePoint != 0x200D && !isTag(codePoint);
            default -> false;
        };
    }

    private static boolean isTag(int codePoint) {
        return codePoint >= 0xE0020 && codePoint <= 0xE007F;
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT, Character.SPACE_SEPARATOR, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK ->
                false;
            default -> !isBlankLetter(codePoint);
        };
    }

    /** Letters and symbols by their class that show nothing: Hangul fillers, the Braille blank, Khmer inherent vowels. */
    private static boolean isBlankLetter(int codePoint) {
        return switch (codePoint) {
            case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x17B4, 0x17B5 -> true;
            default -> false;
        };
    }
}
