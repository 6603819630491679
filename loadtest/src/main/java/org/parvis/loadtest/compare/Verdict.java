package org.parvis.loadtest.compare;

/** What a comparison says of a figure. */
public enum Verdict {
    /** Better, by more than the tolerance, and noise does not explain it. */
    BETTER,
    /** No difference, one within the tolerance, or one that noise may explain. */
    SAME,
    /** Worse, by more than the tolerance, and noise does not explain it. */
    WORSE
}
