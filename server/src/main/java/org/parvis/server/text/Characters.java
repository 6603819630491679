package org.parvis.server.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;

/**
 * What single characters are, by the Unicode version of ICU4J and not by that of the JDK. Code points that no version
 * has assigned yet count as visible letters: they are the names and emoji of next year. Stateless, any thread.
 */
final class Characters {
    static final int ZWNJ = 0x200C;
    static final int ZWJ = 0x200D;
    static final int CANCEL_TAG = 0xE007F;
    static final int BLACK_FLAG = 0x1F3F4;
    private static final int VIRAMA_CLASS = 9;

    private Characters() {}

    /** Never part of a text between people: controls, half characters, private use, and what Unicode keeps to itself. */
    static boolean isForeign(int codePoint) {
        if (isNoncharacter(codePoint) || codePoint == 0xFFFC || codePoint == 0xFFFD) {
            return true;
        }
        return switch (UCharacter.getType(codePoint)) {
            case UCharacterCategory.CONTROL,
                    UCharacterCategory.LINE_SEPARATOR,
                    UCharacterCategory.PARAGRAPH_SEPARATOR,
                    UCharacterCategory.SURROGATE,
                    UCharacterCategory.PRIVATE_USE -> true;
            // Unseen characters with an effect that no name and no chat needs; those with a use are asked about first.
            case UCharacterCategory.FORMAT ->
                !UCharacter.hasBinaryProperty(codePoint, UProperty.PREPENDED_CONCATENATION_MARK);
            case UCharacterCategory.UNASSIGNED -> isIgnorable(codePoint);
            default -> false;
        };
    }

    private static boolean isNoncharacter(int codePoint) {
        return (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    }

    private static boolean isIgnorable(int codePoint) {
        return UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }

    /** Embeddings, overrides and isolates: they turn the writing direction of the text behind them. */
    static boolean isDirection(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    /** Shows nothing and does nothing that is missed: what comes along when text is pasted. */
    static boolean isPastedMark(int codePoint) {
        return switch (codePoint) {
            // Soft hyphen, grapheme joiner, Arabic letter mark, Khmer inherent vowels, Mongolian vowel separator.
            case 0x00AD, 0x034F, 0x061C, 0x17B4, 0x17B5, 0x180E -> true;
            // Zero width space, direction marks, word joiner, invisible operators, byte order mark.
            case 0x200B, 0x200E, 0x200F, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF -> true;
            default -> false;
        };
    }

    /** A space by its class, or a letter or symbol that is drawn as one. */
    static boolean isBlank(int codePoint) {
        return switch (codePoint) {
            // Hangul fillers, the Braille blank, the null notehead, Egyptian blanks.
            case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x1D159, 0x13441, 0x13442 -> true;
            default -> UCharacter.getType(codePoint) == UCharacterCategory.SPACE_SEPARATOR || codePoint == '\t';
        };
    }

    static boolean isMark(int codePoint) {
        int type = UCharacter.getType(codePoint);
        boolean mark = type == UCharacterCategory.NON_SPACING_MARK || type == UCharacterCategory.ENCLOSING_MARK;
        return mark && !isVariation(codePoint);
    }

    static boolean isVisible(int codePoint) {
        return !isMark(codePoint)
                && !isVariation(codePoint)
                && !isBlank(codePoint)
                && !isForeign(codePoint)
                && !isTag(codePoint)
                && !isIgnorable(codePoint)
                && codePoint != '\n';
    }

    /** A letter, a digit, or what may become one. */
    static boolean isLetter(int codePoint) {
        return UCharacter.isLetterOrDigit(codePoint)
                || UCharacter.getType(codePoint) == UCharacterCategory.COMBINING_SPACING_MARK
                || (UCharacter.getType(codePoint) == UCharacterCategory.UNASSIGNED && !isForeign(codePoint));
    }

    static boolean isTag(int codePoint) {
        return codePoint >= 0xE0000 && codePoint <= CANCEL_TAG;
    }

    /** Chooses among forms of the character before it. */
    static boolean isVariation(int codePoint) {
        return UCharacter.hasBinaryProperty(codePoint, UProperty.VARIATION_SELECTOR);
    }

    /** Whether a selector has anything to choose: emoji, Chinese characters, and scripts that are written with them. */
    static boolean takesVariation(int base, int selector) {
        if (selector == 0xFE0E || selector == 0xFE0F) {
            return UCharacter.hasBinaryProperty(base, UProperty.EMOJI) || isPictograph(base);
        }
        if (UCharacter.hasBinaryProperty(base, UProperty.IDEOGRAPHIC)) {
            return true;
        }
        int script = UScript.getScript(base);
        return script == UScript.MONGOLIAN || script == UScript.MYANMAR || script == UScript.PHAGS_PA;
    }

    static boolean isPictograph(int codePoint) {
        return UCharacter.hasBinaryProperty(codePoint, UProperty.EXTENDED_PICTOGRAPHIC);
    }

    static boolean isSkinTone(int codePoint) {
        return UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI_MODIFIER);
    }

    static boolean isVirama(int codePoint) {
        return UCharacter.getCombiningClass(codePoint) == VIRAMA_CLASS;
    }

    /** Whether a letter is joined to the one behind it, as in Arabic. */
    static boolean joinsForward(int codePoint) {
        int type = UCharacter.getIntPropertyValue(codePoint, UProperty.JOINING_TYPE);
        return type == UCharacter.JoiningType.DUAL_JOINING || type == UCharacter.JoiningType.LEFT_JOINING;
    }

    /** Whether a letter may be joined to the one before it. */
    static boolean joinsBack(int codePoint) {
        int type = UCharacter.getIntPropertyValue(codePoint, UProperty.JOINING_TYPE);
        return type == UCharacter.JoiningType.DUAL_JOINING || type == UCharacter.JoiningType.RIGHT_JOINING;
    }

    static int script(int codePoint) {
        return UScript.getScript(codePoint);
    }
}
