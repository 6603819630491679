package org.parvis.server.identity;

import org.parvis.server.text.NameText;
import org.parvis.server.text.StaffWords;

/**
 * Which names people may have: 1 to {@value #MAX_CHARACTERS} user-visible characters of any script by the rule of {@link
 * NameText}; words that staff go by are for staff. Stateless, any thread.
 */
public final class NameRule {
    /** User-visible characters of the longest name. */
    public static final int MAX_CHARACTERS = NameText.MAX_CHARACTERS;

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
     * Judges a name by its characters alone, as it is stored. Whether it may be worn in a venue is asked of {@link
     * #checkShown} when somebody joins: only then is it known whether they are staff there.
     *
     * @param wished any text of any length
     * @return the name to use, or why not
     */
    public static Verdict check(String wished) {
        NameText text = NameText.of(wished);
        return text.fault().isEmpty()
                ? new Verdict.Accepted(text.text())
                : new Verdict.Rejected("Please " + text.fault() + ".");
    }

    /**
     * Judges a name that others are about to see.
     *
     * @param wished any text of any length
     * @param isStaff whether its bearer has a role of the staff in the venue, known from the database and not from the
     *     client
     * @return the name to use, or why not
     */
    public static Verdict checkShown(String wished, boolean isStaff) {
        Verdict verdict = check(wished);
        boolean poses = !isStaff && verdict instanceof Verdict.Accepted good && StaffWords.areIn(good.name());
        return poses
                ? new Verdict.Rejected("Please choose a name that nobody takes for staff of this place.")
                : verdict;
    }
}
