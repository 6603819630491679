package org.parvis.server.interest.plan;

/** Finds the position of a cell in a plan at once, by marking the plan's cells in a table. One thread at a time. */
public final class PlanMarks {
    private final int[] positions;
    private final int[] stamps;
    private int stamp;

    /**
     * Makes an empty table.
     *
     * @param cells number of cells of the instance
     */
    public PlanMarks(int cells) {
        positions = new int[cells];
        stamps = new int[cells];
    }

    /** Marks a plan; the one before is forgotten. */
    public void mark(Plan plan) {
        stamp++;
        for (int i = 0; i < plan.size(); i++) {
            positions[plan.cell(i)] = i;
            stamps[plan.cell(i)] = stamp;
        }
    }

    /** Position of a cell in the marked plan, -1 when it is not in it. */
    public int position(int cell) {
        return stamps[cell] == stamp ? positions[cell] : -1;
    }
}
