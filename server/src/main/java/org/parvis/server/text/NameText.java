package org.parvis.server.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * A name as text: 1 to {@value #MAX_CHARACTERS} user-visible characters of any script, no control characters, nothing
 * that turns the writing direction of other text, something to see.
 *
 * @param text in its normal form; of use only without a fault
 * @param fault a request for a person, to be put behind "Please"; empty when the name is fit
 */
public record NameText(String text, String fault) {
    /** User-visible characters of the longest name. */
    public static final int MAX_CHARACTERS = 24;

    /** A family of emoji is one visible character; this bounds what it may weigh. */
    private static final int MAX_CODE_POINTS = 96;

    /**
     * Judges a name.
     *
     * @param wished any text of any length
     * @return its normal form, or what is wrong with it
     */
    public static NameText of(String wished) {
        if (wished.length() > 4 * MAX_CODE_POINTS) {
            return new NameText("", "choose a shorter name");
        }
        String name = singleSpaced(TextRule.tidied(wished));
        return new NameText(name, fault(name, wished));
    }

    private static String fault(String name, String wished) {
        if (name.isEmpty()) {
            return wished.isBlank() ? "choose a name" : "choose a name that can be seen";
        }
        String fault = TextRule.fault(name, false);
        if (fault != null) {
            return "choose a name and " + fault;
        }
        if (!TextRule.isVisible(name)) {
            return "choose a name that can be seen";
        }
        boolean tooLong = characters(name) > MAX_CHARACTERS || name.codePointCount(0, name.length()) > MAX_CODE_POINTS;
        return tooLong ? "choose a name of at most " + MAX_CHARACTERS + " characters" : "";
    }

    private static String singleSpaced(String text) {
        StringBuilder name = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean again = text.charAt(i) == ' ' && (name.isEmpty() || name.charAt(name.length() - 1) == ' ');
            if (!again) {
                name.append(text.charAt(i));
            }
        }
        int end = name.length();
        return end > 0 && name.charAt(end - 1) == ' ' ? name.substring(0, end - 1) : name.toString();
    }

    private static int characters(String name) {
        BreakIterator characters = BreakIterator.getCharacterInstance(ULocale.ROOT);
        characters.setText(name);
        int count = 0;
        while (characters.next() != BreakIterator.DONE) {
            count++;
        }
        return count;
    }
}
