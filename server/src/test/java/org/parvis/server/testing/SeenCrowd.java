package org.parvis.server.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.pose.CellUpdateReader;
import org.parvis.protocol.pose.FrameReader;
import org.parvis.protocol.pose.StateFlags;
import org.parvis.protocol.quantise.CellGrid;
import org.parvis.protocol.quantise.CellPose;
import org.parvis.protocol.v1.Gait;

/** What a client knows of others after the frames it was given, by the rules of the wire and nothing else. */
public final class SeenCrowd {
    /** What is assumed of whoever comes without a state. */
    private static final int WALKING = StateFlags.of(Gait.GAIT_WALK_VALUE, false, false);

    private final CellGrid grid;
    private final FrameReader frame = new FrameReader();
    private final CellUpdateReader update = new CellUpdateReader();
    private final Map<Integer, Seen> avatars = new TreeMap<>();
    private final Map<Integer, Integer> horizon = new TreeMap<>();
    private final TreeSet<Integer> cells = new TreeSet<>();
    private final TreeSet<Integer> mentioned = new TreeSet<>();
    private int tick;

    /**
     * Somebody as seen.
     *
     * @param cell the cell that showed them last
     * @param xM east of the origin
     * @param zM south of the origin
     * @param yaw 0..255
     * @param flags of the last state
     * @param emote running
     * @param heightCm above the floor
     */
    public record Seen(int cell, double xM, double zM, int yaw, int flags, int emote, int heightCm) {
        public int gait() {
            return StateFlags.gait(flags);
        }

        public boolean isAway() {
            return StateFlags.isAway(flags);
        }

        public boolean jumped() {
            return StateFlags.isDiscontinuity(flags);
        }

        Seen at(int inCell, double newXM, double newZM, int newYaw) {
            return new Seen(inCell, newXM, newZM, newYaw, flags, emote, heightCm);
        }
    }

    public SeenCrowd(CellGrid grid) {
        this.grid = grid;
    }

    /** Takes a server message; false when it is no frame. */
    public boolean take(byte[] message) {
        if (!frame.wrapMessage(message, 0, message.length)) {
            return false;
        }
        tick = frame.tick();
        while (frame.nextDroppedCell()) {
            int dropped = frame.droppedCell();
            cells.remove(dropped);
            horizon.remove(dropped);
            avatars.values().removeIf(seen -> seen.cell() == dropped);
        }
        Map<Integer, Integer> before = new HashMap<>();
        avatars.forEach((avatar, seen) -> before.put(avatar, seen.cell()));
        while (frame.nextCell(update)) {
            takeCell();
        }
        while (frame.nextHorizon()) {
            if (frame.horizonCount() == 0) {
                horizon.remove(frame.horizonCell());
            } else {
                horizon.put(frame.horizonCell(), frame.horizonCount());
            }
        }
        return true;
    }

    private void takeCell() {
        int cell = update.cell();
        cells.add(cell);
        horizon.remove(cell);
        if (update.isKeyframe()) {
            avatars.values().removeIf(seen -> seen.cell() == cell);
        }
        while (update.nextPose()) {
            Seen known = avatars.get(update.poseAvatar());
            Seen old = known != null && known.cell() == cell ? known : new Seen(cell, 0, 0, 0, WALKING, 0, 0);
            int packed = update.packedPose();
            mentioned.add(update.poseAvatar());
            avatars.put(
                    update.poseAvatar(),
                    old.at(
                            cell,
                            CellPose.decodeX(grid, cell, packed),
                            CellPose.decodeZ(grid, cell, packed),
                            CellPose.yawCode(packed)));
        }
        while (update.nextState()) {
            mentioned.add(update.stateAvatar());
            Seen old = avatars.get(update.stateAvatar());
            if (old != null && old.cell() == cell) {
                avatars.put(
                        update.stateAvatar(),
                        new Seen(
                                cell,
                                old.xM(),
                                old.zM(),
                                old.yaw(),
                                update.stateFlags(),
                                update.emote(),
                                update.heightCm()));
            }
        }
        while (update.nextGone()) {
            mentioned.add(update.goneAvatar());
            Seen old = avatars.get(update.goneAvatar());
            if (old != null && old.cell() == cell) {
                avatars.remove(update.goneAvatar());
            }
        }
    }

    /** The avatars of which any pose, state or departure was read since this was asked last. */
    public Set<Integer> takeMentioned() {
        Set<Integer> taken = Set.copyOf(mentioned);
        mentioned.clear();
        return taken;
    }

    public @Nullable Seen find(int avatar) {
        return avatars.get(avatar);
    }

    public Map<Integer, Seen> all() {
        return avatars;
    }

    /** Numbers of the cells that were sent and not dropped. */
    public Set<Integer> cells() {
        return cells;
    }

    public Map<Integer, Integer> horizon() {
        return horizon;
    }

    /** How many people there are besides those seen, as far as is told. */
    public int remainder() {
        return horizon.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int tick() {
        return tick;
    }
}
