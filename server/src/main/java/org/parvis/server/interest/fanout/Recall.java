package org.parvis.server.interest.fanout;

import org.parvis.server.interest.sight.Sight;

/**
 * A body that went to another layer: viewers who see it no longer need a keyframe of a cell where they may know it.
 * Immutable, any thread.
 *
 * @param cell dense index of the cell
 * @param avatar the body
 * @param before the layer in which it was
 * @param after the layer in which it is
 * @param beat when it went
 */
record Recall(int cell, int avatar, int before, int after, int beat) {
    /** Whether viewers of a sight saw the body and do so no longer. */
    boolean concerns(Sight sight) {
        return sight.sees(avatar, before) && !sight.sees(avatar, after);
    }
}
