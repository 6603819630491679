package org.parvis.server.interest.cells;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which cell of which layer.
 *
 * <p>Members are kept in rising order of their numbers, because that is the order on the wire. What changed is not kept
 * in lists: each body carries the beat of its last change, and whoever encodes a cell takes those that changed within
 * its window. Only departures need a list, kept for the longest window.
 *
 * <p>Nearly all bodies are in layer 0, which has a table of all cells; other layers keep only the cells they use.
 *
 * <p>Tick thread only. Nothing is allocated once the arrays have grown, but for bodies of other layers than 0.
 */
public final class Cells {
    private final Bodies bodies;
    private final CellContent[] contents;
    private final boolean[] isActive;
    private final IntBag active = new IntBag(64);
    private final int[] layers;
    private final List<LayerCells> others = new ArrayList<>();
    private final Trails trails;

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
        layers = new int[bodies.size()];
        trails = new Trails(bodies.size());
    }

    /** What is in a cell of layer 0. */
    public CellContent content(int cell) {
        return contents[cell];
    }

    /** Members of a cell in layer 0, rising. */
    public IntBag members(int cell) {
        return contents[cell].members();
    }

    /** Cells of layer 0 with members or recent departures, in no particular order. */
    public IntBag active() {
        return active;
    }

    /** The layers besides 0 with members or recent departures. */
    public List<LayerCells> otherLayers() {
        return others;
    }

    /** The layer of a body, of one that has left the layer it was in. */
    public int layer(int avatar) {
        return layers[avatar];
    }

    /** Says in which layer a body will be that is in no cell yet. */
    public void begin(int avatar, int layer) {
        layers[avatar] = layer;
    }

    /** Puts a body that is in no cell into one. */
    public void enter(int avatar, int cell, int beat) {
        CellContent content = obtain(layers[avatar], cell);
        content.members().insertSorted(avatar);
        content.changed(beat);
        bodies.enterCell(avatar, cell, beat);
    }

    /** Takes a body out of its cell, if it is in one. */
    public void leave(int avatar, int beat) {
        int cell = bodies.cell(avatar);
        if (cell == Bodies.NOWHERE) {
            return;
        }
        CellContent content = obtain(layers[avatar], cell);
        content.members().removeSorted(avatar);
        content.departures().note(avatar, beat);
        content.changed(beat);
        bodies.leaveCell(avatar);
        trails.left(avatar, cell, beat);
    }

    /** Notes that a body changed without leaving its cell. */
    public void changed(int avatar, int beat) {
        obtain(layers[avatar], bodies.cell(avatar)).changed(beat);
    }

    /**
     * Moves a body to another layer of the same cell. Nobody is told that it left: those who see it no longer must not
     * read its number again.
     */
    public void changeLayer(int avatar, int layer, int beat) {
        int cell = bodies.cell(avatar);
        obtain(layers[avatar], cell).members().removeSorted(avatar);
        layers[avatar] = layer;
        enter(avatar, cell, beat);
    }

    private CellContent obtain(int layer, int cell) {
        if (layer == 0) {
            activate(cell);
            return contents[cell];
        }
        return layerCells(layer).obtain(cell);
    }

    private LayerCells layerCells(int layer) {
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i).layer() == layer) {
                return others.get(i);
            }
        }
        LayerCells fresh = new LayerCells(layer);
        others.add(fresh);
        return fresh;
    }

    private void activate(int cell) {
        if (!isActive[cell]) {
            isActive[cell] = true;
            active.add(cell);
        }
    }

    /** Keeps from now on which cells an avatar leaves, see {@link #addTrail}. */
    public void follow(int avatar) {
        if (trails.follow(avatar)) {
            for (int i = 0; i < active.size(); i++) {
                noteDeparture(avatar, active.get(i), contents[active.get(i)]);
            }
            for (LayerCells layer : others) {
                for (int i = 0; i < layer.cells().size(); i++) {
                    noteDeparture(
                            avatar,
                            layer.cells().get(i),
                            layer.find(layer.cells().get(i)));
                }
            }
        }
    }

    private void noteDeparture(int avatar, int cell, @Nullable CellContent content) {
        int at = content == null ? -1 : content.departures().find(avatar);
        if (content != null && at >= 0) {
            trails.left(avatar, cell, content.departures().beat(at));
        }
    }

    /** Keeps no longer which cells an avatar leaves. */
    public void unfollow(int avatar) {
        trails.unfollow(avatar);
    }

    /** Adds the cells that a followed avatar is in or left of late to a list in rising order. */
    public void addTrail(int avatar, IntBag rising) {
        if (bodies.cell(avatar) != Bodies.NOWHERE) {
            rising.insertSorted(bodies.cell(avatar));
        }
        trails.addTo(avatar, rising);
    }

    /**
     * Adds the cells where clients may have a body: the one it is in, and those it left of late, in whatever layer it
     * was when it left them. Whoever reads several layers may have seen it leave in one and change to another since.
     */
    public void addTraces(int avatar, IntBag rising) {
        if (bodies.cell(avatar) != Bodies.NOWHERE) {
            rising.insertSorted(bodies.cell(avatar));
        }
        for (int i = 0; i < active.size(); i++) {
            if (contents[active.get(i)].departures().find(avatar) >= 0) {
                rising.insertSorted(active.get(i));
            }
        }
        for (LayerCells other : others) {
            for (int i = 0; i < other.cells().size(); i++) {
                CellContent content = other.find(other.cells().get(i));
                if (content != null && content.departures().find(avatar) >= 0) {
                    rising.insertSorted(other.cells().get(i));
                }
            }
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
        for (int i = others.size() - 1; i >= 0; i--) {
            if (others.get(i).forgetUpTo(beat)) {
                others.remove(i);
            }
        }
        trails.forgetUpTo(beat);
    }
}
