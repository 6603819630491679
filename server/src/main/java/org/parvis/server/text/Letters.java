package org.parvis.server.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;

/** Letters freed of decoration that Unicode's confusables do not know: boxes, flags and small capitals. Stateless. */
final class Letters {
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final String SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡ\u0000ʏᴢ";

    private Letters() {}

    /** In normal form KC, with plain letters in place of boxed, circled and small ones. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        NFKC.normalize(name).codePoints().forEach(point -> plain.appendCodePoint(plain(point)));
        return plain.toString();
    }

    private static int plain(int point) {
        if (point >= 0x1F1E6 && point <= 0x1F1FF) {
            return 'a' + point - 0x1F1E6;
        }
        // Negative circled, negative squared and squared capitals.
        for (int first : new int[] {0x1F150, 0x1F170, 0x1F130}) {
            if (point >= first && point < first + 26) {
                return 'a' + point - first;
            }
        }
        int small = point < 0x250 ? -1 : SMALL_CAPITALS.indexOf(point);
        return small < 0 ? point : 'a' + small;
    }

    /** Without the accents of alphabets; marks of other scripts are letters of their own. */
    static String withoutAccents(String decomposed) {
        StringBuilder bare = new StringBuilder(decomposed.length());
        int base = ' ';
        for (int point : decomposed.codePoints().toArray()) {
            boolean mark = Characters.isMark(point);
            if (!mark) {
                base = point;
            }
            if (!mark || !isAlphabet(base)) {
                bare.appendCodePoint(point);
            }
        }
        return bare.toString();
    }

    private static boolean isAlphabet(int point) {
        int script = Characters.script(point);
        return script == UScript.LATIN
                || script == UScript.GREEK
                || script == UScript.CYRILLIC
                || script == UScript.COMMON;
    }

    /** With a space where a capital follows a small letter, or a letter a digit: AdminAna, Admin123. */
    static String apart(String plain) {
        StringBuilder apart = new StringBuilder(plain.length() + 8);
        int before = ' ';
        for (int point : plain.codePoints().toArray()) {
            boolean capital = UCharacter.isUUppercase(point) && UCharacter.isULowercase(before);
            boolean digit = UCharacter.isDigit(point) != UCharacter.isDigit(before) && before != ' ' && point != ' ';
            if (capital || digit) {
                apart.append(' ');
            }
            apart.appendCodePoint(point);
            before = point;
        }
        return apart.toString();
    }
}
