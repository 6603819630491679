package org.parvis.server.http;

/**
 * The rule for every text that comes with a request, wherever it stands: in a JSON body, as a parameter of the query, as
 * a part of the path. A text is well-formed Unicode and holds no control characters (U+0000 to U+001F, U+007F to
 * U+009F). Databases differ in what they make of others, so none gets that far. Stateless, any thread.
 */
public final class InputText {
    private InputText() {}

    /**
     * Demands that a text keeps the rule.
     *
     * @param text any
     * @param where it stood, to be told to the asker, such as {@code The field name}; not the asker's own words
     * @return the same text
     * @throws InputFault answered with 422
     */
    public static String checked(String text, String where) {
        int at = firstFault(text);
        if (at < 0) {
            return text;
        }
        String what = Character.isSurrogate(text.charAt(at)) ? "half a surrogate pair" : "a control character";
        throw InputFault.unfit(where + " holds " + what + ", which no text may.");
    }

    /**
     * Whether a text keeps the rule.
     *
     * @param text any
     * @return true when it may be stored and shown
     */
    public static boolean isFit(String text) {
        return firstFault(text) < 0;
    }

    private static int firstFault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return i;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
