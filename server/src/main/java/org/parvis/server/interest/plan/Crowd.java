package org.parvis.server.interest.plan;

import org.parvis.server.interest.cells.IntBag;

/** What plans need to know of the people of an instance; implemented by it. Tick thread. */
public interface Crowd {
    /** People in a cell. */
    int people(int cell);

    /** Cells that are near for everybody, in rising order. */
    IntBag spotlitCells();

    /** What a person costs each near viewer on average, bytes per second. */
    double bytesPerPersonPerS();
}
