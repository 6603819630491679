package org.parvis.server.instance.motion;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parvis.world.Link;
import org.parvis.world.LinkEnd;
import org.parvis.world.LinkKind;
import org.parvis.world.Venue;

/**
 * Stairs, escalators, ramps and lifts: who walks onto one end is taken to the other, on a lift after a second. Somebody
 * who arrives on an end must step off it before it takes them back. Tick thread only.
 */
public final class Doorways {
    private static final long LIFT_MS = 1_000;
    private static final int NONE = -1;

    private final End[][] byFloor;
    private final List<End> ends = new ArrayList<>();
    private final int[] inside;
    private final long[] dueMs;
    private final int[] riders;
    private final boolean[] isRider;
    private int riderCount;

    public Doorways(Venue venue, int avatars) {
        for (Link link : venue.links()) {
            for (int side = 0; side < link.ends().size(); side++) {
                ends.add(new End(ends.size(), link.kind(), link.ends().get(side), link.opposite(side)));
            }
        }
        byFloor = new End[venue.floors().size()][];
        for (int floor = 0; floor < byFloor.length; floor++) {
            int here = floor;
            byFloor[floor] =
                    ends.stream().filter(end -> end.from().floorIndex() == here).toArray(End[]::new);
        }
        inside = new int[avatars];
        dueMs = new long[avatars];
        riders = new int[avatars];
        isRider = new boolean[avatars];
    }

    /** Notes where an avatar was put, so that the end it stands on does not take it at once. */
    public void placed(int avatar, int floor, double xM, double zM) {
        End end = find(floor, xM, zM);
        inside[avatar] = end == null ? NONE : end.index();
        dueMs[avatar] = Long.MAX_VALUE;
    }

    /** Where an avatar that has walked is to be taken at once; null for nowhere. */
    @Nullable
    public LinkEnd walked(int avatar, int floor, double xM, double zM, long nowMs) {
        End end = find(floor, xM, zM);
        int now = end == null ? NONE : end.index();
        if (now == inside[avatar]) {
            return null;
        }
        inside[avatar] = now;
        dueMs[avatar] = Long.MAX_VALUE;
        if (end == null) {
            return null;
        }
        if (end.kind() != LinkKind.LIFT) {
            return end.to();
        }
        dueMs[avatar] = nowMs + LIFT_MS;
        if (!isRider[avatar]) {
            isRider[avatar] = true;
            riders[riderCount++] = avatar;
        }
        return null;
    }

    /** Takes a rider off the list whose lift has arrived; {@link #NONE} when there is none (any more). */
    public int nextArrived(long nowMs) {
        for (int i = 0; i < riderCount; i++) {
            int avatar = riders[i];
            boolean arrived = dueMs[avatar] <= nowMs;
            if (arrived || dueMs[avatar] == Long.MAX_VALUE) {
                riders[i--] = riders[--riderCount];
                isRider[avatar] = false;
                dueMs[avatar] = Long.MAX_VALUE;
            }
            if (arrived) {
                return avatar;
            }
        }
        return NONE;
    }

    /** The end where the lift lets its rider out. */
    public LinkEnd exit(int avatar) {
        return ends.get(inside[avatar]).to();
    }

    public void removed(int avatar) {
        inside[avatar] = NONE;
        dueMs[avatar] = Long.MAX_VALUE;
    }

    private @Nullable End find(int floor, double xM, double zM) {
        End[] here = byFloor[floor];
        for (End end : here) {
            if (end.from().polygon().contains(xM, zM)) {
                return end;
            }
        }
        return null;
    }

    private record End(int index, LinkKind kind, LinkEnd from, LinkEnd to) {}
}
