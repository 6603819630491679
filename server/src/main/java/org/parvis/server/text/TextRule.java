package org.parvis.server.text;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import org.jspecify.annotations.Nullable;

/**
 * What names and chat have in common. Marks that show nothing are taken out, joiners stay only where a script or an
 * emoji needs them; overrides of the writing direction, tags, towers of marks and characters that are nobody's make a
 * text unfit. Stateless, any thread; costs time linear in the text.
 */
final class TextRule {
    /** Marks that any letter may carry: Vietnamese has two. */
    private static final int MARKS_A_LETTER = 2;

    /** Marks of a letter's own script; Tibetan, Hebrew and the scripts of India stack more than two. */
    private static final int OWN_MARKS_A_LETTER = 4;

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final Normalizer2 NFD = Normalizer2.getNFDInstance();

    private TextRule() {}

    /** In normal form C, without what shows nothing; blanks of all kinds become one space each. */
    static String tidied(String text) {
        int[] points = NFC.normalize(unwrapped(text)).codePoints().toArray();
        StringBuilder tidy = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            int point = points[i];
            boolean idle = Characters.isPastedMark(point)
                    || (isJoiner(point) && !Joiners.isNeeded(points, i))
                    || (Characters.isVariation(point) && !(i > 0 && Characters.takesVariation(points[i - 1], point)));
            if (!idle) {
                tidy.appendCodePoint(Characters.isBlank(point) ? ' ' : point);
            }
        }
        return NFC.normalize(tidy);
    }

    /** Without the pair of direction marks that some programs put round what is copied from them. */
    private static String unwrapped(String text) {
        String bare = text.strip();
        boolean paired = bare.length() > 1
                && Characters.isDirection(bare.charAt(0))
                && (bare.charAt(bare.length() - 1) == 0x202C || bare.charAt(bare.length() - 1) == 0x2069);
        return paired ? bare.substring(1, bare.length() - 1) : text;
    }

    private static boolean isJoiner(int point) {
        return point == Characters.ZWJ || point == Characters.ZWNJ;
    }

    static boolean isVisible(String tidied) {
        return tidied.codePoints().anyMatch(Characters::isVisible);
    }

    /**
     * Why a tidied text is not fit to be shown.
     *
     * @param lines whether it may have several lines
     * @return a request in words for a person, to be put behind "Please"; null when it is fit
     */
    static @Nullable String fault(String tidied, boolean lines) {
        int[] points = tidied.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            int point = points[i];
            if (Characters.isDirection(point)) {
                return "leave out marks that turn the direction of writing";
            }
            if (Characters.isTag(point)) {
                int end = flagEnd(points, i);
                if (end < 0) {
                    return "leave out characters that cannot be seen";
                }
                i = end;
            } else if (Characters.isForeign(point) && !isJoiner(point) && !(lines && point == '\n')) {
                return "leave out control characters";
            }
        }
        return hasTower(tidied) ? "put at most two marks on a letter" : null;
    }

    /** The place of the last tag of a flag such as that of Wales; negative when the tags spell no flag. */
    private static int flagEnd(int[] points, int start) {
        if (start == 0 || points[start - 1] != Characters.BLACK_FLAG) {
            return -1;
        }
        int end = start;
        while (end < points.length && points[end] != Characters.CANCEL_TAG && isTagLetter(points[end])) {
            end++;
        }
        boolean whole = end < points.length && points[end] == Characters.CANCEL_TAG;
        return whole && end - start >= 3 && end - start <= 6 ? end : -1;
    }

    private static boolean isTagLetter(int point) {
        return (point >= 0xE0061 && point <= 0xE007A) || (point >= 0xE0030 && point <= 0xE0039);
    }

    /** Whether a letter carries more marks than any writing needs; those that are part of a composed letter count too. */
    private static boolean hasTower(String tidied) {
        int start = 0;
        boolean marked = false;
        for (int at = 0; at < tidied.length(); ) {
            int point = tidied.codePointAt(at);
            boolean mark = Characters.isMark(point);
            if (!mark) {
                if (marked && isTower(tidied.substring(start, at))) {
                    return true;
                }
                start = at;
            }
            marked = mark;
            at += Character.charCount(point);
        }
        return marked && isTower(tidied.substring(start));
    }

    private static boolean isTower(String letter) {
        int base = ' ';
        int last = 0;
        int any = 0;
        int own = 0;
        for (int point : NFD.normalize(letter).codePoints().toArray()) {
            if (!Characters.isMark(point)) {
                base = point;
            } else if (point == last) {
                return true;
            } else if (isOwn(point, base)) {
                own++;
            } else {
                any++;
            }
            last = point;
        }
        return any > MARKS_A_LETTER || own > OWN_MARKS_A_LETTER;
    }

    private static boolean isOwn(int mark, int base) {
        int script = Characters.script(mark);
        boolean shallow = script == UScript.THAI || script == UScript.LAO || script == UScript.INHERITED;
        return !shallow && script == Characters.script(base);
    }
}
