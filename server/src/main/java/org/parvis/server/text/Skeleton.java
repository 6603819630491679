package org.parvis.server.text;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;

/**
 * What a name looks like, with everything taken away that a glance does not see: width, case, joiners and selectors,
 * and letters of one script that are drawn like those of another (Unicode's confusables). Two names with the same
 * skeleton are the same name to a reader. Immutable, any thread.
 */
public final class Skeleton {
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Normalizer2 FOLD = Normalizer2.getNFKCCasefoldInstance();
    private static final SpoofChecker CONFUSABLES =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

    private final String drawn;
    private final String read;

    private Skeleton(String drawn, String read) {
        this.drawn = drawn;
        this.read = read;
    }

    /**
     * The skeleton of a name.
     *
     * @param name by the rule of names; any text has one
     * @return its skeleton
     */
    public static Skeleton of(String name) {
        String plain = bare(NFKC.normalize(name));
        // Ian and Lan are two names in plain letters; in mixed ones a small L may be meant by a capital I.
        boolean ascii = plain.codePoints().allMatch(point -> point < 0x80);
        return new Skeleton(
                CONFUSABLES.getSkeleton(plain), ascii ? CONFUSABLES.getSkeleton(FOLD.normalize(plain)) : folded(plain));
    }

    /** Letters, digits and their marks, or all that can be seen when there are none. */
    private static String bare(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        StringBuilder seen = new StringBuilder(name.length());
        name.codePoints().forEach(point -> {
            if (Characters.isLetter(point) || (Characters.isMark(point) && !letters.isEmpty())) {
                letters.appendCodePoint(point);
            }
            if (Characters.isVisible(point)) {
                seen.appendCodePoint(point);
            }
        });
        return letters.isEmpty() ? seen.toString() : letters.toString();
    }

    /** As it is drawn, in lower case; capitals that look like another script's are taken for what they look like first. */
    static String folded(String text) {
        return CONFUSABLES.getSkeleton(FOLD.normalize(CONFUSABLES.getSkeleton(NFKC.normalize(text))));
    }

    /** In lower case, as it is drawn. */
    static String lowered(String text) {
        return CONFUSABLES.getSkeleton(FOLD.normalize(NFKC.normalize(text)));
    }

    /**
     * Whether one name could be taken for the other.
     *
     * @param other of another name
     * @return true also for equal names
     */
    public boolean looksLike(Skeleton other) {
        return drawn.equals(other.drawn) || read.equals(other.read);
    }

    @Override
    public String toString() {
        return read;
    }
}
