package org.parvis.server.text;

/**
 * Where the two joiners change what is read: behind a virama, round one in the scripts of India, between letters of
 * scripts that join such as Persian, and between the parts of an emoji. Anywhere else they are there to make one name
 * look like another. After RFC 5892, appendix A, and UTS 51. Stateless.
 */
final class Joiners {
    private Joiners() {}

    static boolean isNeeded(int[] points, int at) {
        int before = at == 0 ? ' ' : points[at - 1];
        int after = at + 1 == points.length ? ' ' : points[at + 1];
        if (Characters.isVirama(before)) {
            return true;
        }
        if (points[at] == Characters.ZWJ && Characters.isVirama(after)) {
            return Characters.script(before) == Characters.script(after);
        }
        if (points[at] == Characters.ZWJ && Characters.isPictograph(after)) {
            return isEmojiEnd(points, at - 1);
        }
        return points[at] == Characters.ZWNJ && isBetweenJoining(points, at);
    }

    /** An emoji, with its colour of skin and its selector. */
    private static boolean isEmojiEnd(int[] points, int last) {
        int at = last;
        while (at > 0 && (Characters.isVariation(points[at]) || Characters.isSkinTone(points[at]))) {
            at--;
        }
        return at >= 0 && Characters.isPictograph(points[at]);
    }

    private static boolean isBetweenJoining(int[] points, int at) {
        int before = at - 1;
        while (before >= 0 && Characters.isMark(points[before])) {
            before--;
        }
        int after = at + 1;
        while (after < points.length && Characters.isMark(points[after])) {
            after++;
        }
        return before >= 0
                && after < points.length
                && Characters.joinsForward(points[before])
                && Characters.joinsBack(points[after]);
    }
}
