package org.parvis.server.interest.cells;

/**
 * Who is in one cell of one layer, who left it of late, and when something there changed last. Tick thread only.
 */
public final class CellContent {
    private final IntBag members = new IntBag(0);
    private final RecentDepartures departures = new RecentDepartures();
    private int changeBeat;

    /** Avatars in the cell, rising. To be changed by {@link Cells} only. */
    public IntBag members() {
        return members;
    }

    /** Who left the cell within the longest window. To be changed by {@link Cells} only. */
    public RecentDepartures departures() {
        return departures;
    }

    /** The beat of the last change of anything in the cell. */
    public int changeBeat() {
        return changeBeat;
    }

    void changed(int beat) {
        changeBeat = beat;
    }

    boolean isEmpty() {
        return members.isEmpty() && departures.isEmpty();
    }
}
