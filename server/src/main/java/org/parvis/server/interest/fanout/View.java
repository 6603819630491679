package org.parvis.server.interest.fanout;

import java.util.Arrays;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.plan.Pace;
import org.parvis.server.interest.plan.Plan;
import org.parvis.server.interest.plan.PlanMarks;

/**
 * What one person's client holds at the moment, as far as frames tell it: which cells, whether they are complete, and
 * which numbers of the horizon. Owned by the event loop of the connection.
 */
public final class View {
    /** The client knows nothing of the cell. */
    static final byte UNKNOWN = 0;
    /** The client has the cell and may have missed something. */
    static final byte STALE = 1;
    /** The client has all of the cell. */
    static final byte HELD = 2;

    private static final int PATIENCE = 2;

    private final Viewer viewer;
    private final IntBag toldCells = new IntBag(0);
    private final IntBag toldCounts = new IntBag(0);
    private Plan plan;
    private byte[] states = new byte[0];
    private int incomplete;
    private int waited;
    private int lastBeat;
    private int toldPace = Pace.EVERY;
    private int toldNearDm;

    /**
     * The view of a fresh connection.
     *
     * @param viewer whose surroundings are sent
     */
    public View(Viewer viewer) {
        this.viewer = viewer;
        plan = viewer.none();
    }

    /** Whose surroundings these are. */
    public Viewer viewer() {
        return viewer;
    }

    /** Notes that frames were left out: everything needs a keyframe, asked for at once. */
    public void missed() {
        boolean wasComplete = incomplete < plan.size();
        for (int i = 0; i < states.length; i++) {
            if (states[i] == HELD) {
                states[i] = STALE;
            }
        }
        incomplete = states.length;
        if (wasComplete) {
            viewer.askForKeyframes();
        }
    }

    /** Asks for the keyframes that are missing, after a pause in which none could be sent. */
    public void recover() {
        if (incomplete > 0) {
            viewer.askForKeyframes();
        }
    }

    Plan plan() {
        return plan;
    }

    byte state(int position) {
        return states[position];
    }

    boolean isComplete() {
        return incomplete == 0;
    }

    void held(int position) {
        states[position] = HELD;
        incomplete--;
    }

    /** Keyframes of new cells come with the tick that brought the plan; when they do not, they are asked for. */
    void stillIncomplete() {
        if (++waited >= PATIENCE) {
            waited = 0;
            viewer.askForKeyframes();
        }
    }

    void complete() {
        waited = 0;
    }

    /** Goes over to another plan; adds the cells that the client must forget to {@code dropped}. */
    void adopt(Plan next, PlanMarks marks, IntBag dropped) {
        byte[] nextStates = new byte[next.size()];
        boolean sameSight = next.hasSightOf(plan);
        marks.mark(next);
        for (int i = 0; i < states.length; i++) {
            int position = marks.position(plan.cell(i));
            if (position >= 0) {
                boolean moreOften = next.ring(position).compareTo(plan.ring(i)) < 0;
                nextStates[position] = states[i] == HELD && (moreOften || !sameSight) ? STALE : states[i];
            } else if (states[i] != UNKNOWN) {
                dropped.add(plan.cell(i));
                forgetTold(plan.cell(i));
            }
        }
        plan = next;
        states = nextStates;
        incomplete = 0;
        for (byte state : nextStates) {
            if (state != HELD) {
                incomplete++;
            }
        }
    }

    /** A cell sent took its number's place at the client, so the number must be told again. */
    private void forgetTold(int cell) {
        int at = toldCells.search(cell);
        if (at >= 0) {
            toldCounts.set(at, 0);
        }
    }

    /** Notes a frame; tells how many beats it has to reach back. */
    int advance(int beat) {
        int beats = beat - lastBeat;
        lastBeat = beat;
        return beats;
    }

    /** Notes what the client is told about its frames; false when it knows. */
    boolean tellPace(int pace) {
        boolean isNew = pace != toldPace;
        toldPace = pace;
        return isNew;
    }

    /** Notes how far the client is told that the near ring reaches; false when it knows. */
    boolean tellNearDm(int dm) {
        boolean isNew = dm != toldNearDm;
        toldNearDm = dm;
        return isNew;
    }

    IntBag toldCells() {
        return toldCells;
    }

    IntBag toldCounts() {
        return toldCounts;
    }

    @Override
    public String toString() {
        return "View of viewer " + viewer.number() + ", " + incomplete + " of " + states.length + " cells incomplete "
                + Arrays.toString(states);
    }
}
