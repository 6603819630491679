package org.parvis.server.interest.cells;

/**
 * Who is in which cell.
 *
 * <p>Members are kept in rising order of their numbers, because that is the order on the wire. What changed is not kept
 * in lists: each body carries the beat of its last change, and whoever encodes a cell takes those that changed within
 * its window. Only departures need a list, kept for the longest window.
 *
 * <p>Tick thread only. Nothing is allocated once the arrays have grown.
 */
public final class Cells {
    private final Bodies bodies;
    private final CellContent[] contents;
    private final boolean[] isActive;
    private final IntBag active = new IntBag(64);

    /**
     * Makes empty cells.
     *
     * @param map which cells there are
     * @param bodies who is to be put into them; their cell is kept there
     */
    public Cells(CellMap map, Bodies bodies) {
        this.bodies = bodies;
        contents = new CellContent[map.size()];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = new CellContent();
        }
        isActive = new boolean[map.size()];
    }

    /** What is in a cell. */
    public CellContent content(int cell) {
        return contents[cell];
    }

    /** Members of a cell in rising order. */
    public IntBag members(int cell) {
        return contents[cell].members();
    }

    /** Cells with members or recent departures, in no particular order. */
    public IntBag active() {
        return active;
    }

    /** Puts a body that is in no cell into one. */
    public void enter(int avatar, int cell, int beat) {
        contents[cell].members().insertSorted(avatar);
        bodies.enterCell(avatar, cell, beat);
        contents[cell].changed(beat);
        activate(cell);
    }

    /** Takes a body out of its cell, if it is in one. */
    public void leave(int avatar, int beat) {
        int cell = bodies.cell(avatar);
        if (cell == Bodies.NOWHERE) {
            return;
        }
        contents[cell].members().removeSorted(avatar);
        contents[cell].departures().note(avatar, beat);
        bodies.leaveCell(avatar);
        contents[cell].changed(beat);
        activate(cell);
    }

    /** Notes that a body changed without leaving its cell. */
    public void changed(int cell, int beat) {
        contents[cell].changed(beat);
    }

    private void activate(int cell) {
        if (!isActive[cell]) {
            isActive[cell] = true;
            active.add(cell);
        }
    }

    /** Forgets departures up to a beat, and cells that nobody has been in since. */
    public void forgetUpTo(int beat) {
        for (int i = active.size() - 1; i >= 0; i--) {
            CellContent content = contents[active.get(i)];
            content.departures().forgetUpTo(beat);
            if (content.isEmpty()) {
                isActive[active.get(i)] = false;
                active.removeAt(i);
            }
        }
    }
}
