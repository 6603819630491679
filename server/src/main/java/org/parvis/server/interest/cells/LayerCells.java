package org.parvis.server.interest.cells;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one layer besides the common one, as far as somebody is in them or was of late: such layers hold few.
 * Tick thread only.
 */
public final class LayerCells {
    private final int layer;
    private final IntBag cells = new IntBag(4);
    private final List<CellContent> contents = new ArrayList<>();

    LayerCells(int layer) {
        this.layer = layer;
    }

    /** Number of the layer. */
    public int layer() {
        return layer;
    }

    /** Cells with members or recent departures, rising. */
    public IntBag cells() {
        return cells;
    }

    /** What is in a cell; null when nobody is there and nobody was of late. */
    public @Nullable CellContent find(int cell) {
        int at = cells.search(cell);
        return at < 0 ? null : contents.get(at);
    }

    CellContent obtain(int cell) {
        int at = cells.search(cell);
        if (at >= 0) {
            return contents.get(at);
        }
        CellContent content = new CellContent();
        cells.insertAt(-at - 1, cell);
        contents.add(-at - 1, content);
        return content;
    }

    /** Forgets departures up to a beat; true when nothing is left. */
    boolean forgetUpTo(int beat) {
        int kept = 0;
        for (int i = 0; i < cells.size(); i++) {
            CellContent content = contents.get(i);
            content.departures().forgetUpTo(beat);
            if (!content.isEmpty()) {
                cells.set(kept, cells.get(i));
                contents.set(kept, content);
                kept++;
            }
        }
        cells.shrink(kept);
        contents.subList(kept, contents.size()).clear();
        return kept == 0;
    }
}
