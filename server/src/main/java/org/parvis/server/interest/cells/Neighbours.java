package org.parvis.server.interest.cells;

/**
 * Finds the bodies near a point by their cells, without looking at the others. Allocates nothing. Tick thread only.
 *
 * <p>All layers are looked at: whoever asks for somebody's sake leaves out those whom the somebody may not see.
 */
public final class Neighbours {
    private final CellMap map;
    private final Bodies bodies;
    private final Cells cells;

    /**
     * Makes one.
     *
     * @param map the cells
     * @param bodies where everybody is
     * @param cells who is in which cell
     */
    public Neighbours(CellMap map, Bodies bodies, Cells cells) {
        this.map = map;
        this.bodies = bodies;
        this.cells = cells;
    }

    /**
     * Adds all bodies of a floor that are at most so far from a point to a list, in no particular order.
     *
     * @param floor index of the floor
     * @param xM east of the origin, metres
     * @param zM south of the origin, metres
     * @param radiusM 0 or more
     * @param found to which their numbers are added
     */
    public void within(int floor, double xM, double zM, double radiusM, IntBag found) {
        // A body may stand a little outside of the cell that it belongs to.
        double reachM = radiusM + map.stickyM();
        int lastColumn = map.columnAt(xM + reachM);
        int lastRow = map.rowAt(zM + reachM);
        for (int row = map.rowAt(zM - reachM); row <= lastRow; row++) {
            for (int column = map.columnAt(xM - reachM); column <= lastColumn; column++) {
                int cell = map.dense(floor, column, row);
                addWithin(cells.members(cell), xM, zM, radiusM, found);
                for (int i = 0; i < cells.otherLayers().size(); i++) {
                    CellContent content = cells.otherLayers().get(i).find(cell);
                    if (content != null) {
                        addWithin(content.members(), xM, zM, radiusM, found);
                    }
                }
            }
        }
    }

    private void addWithin(IntBag members, double xM, double zM, double radiusM, IntBag found) {
        for (int i = 0; i < members.size(); i++) {
            double dx = bodies.xM(members.get(i)) - xM;
            double dz = bodies.zM(members.get(i)) - zM;
            if (dx * dx + dz * dz <= radiusM * radiusM) {
                found.add(members.get(i));
            }
        }
    }
}
