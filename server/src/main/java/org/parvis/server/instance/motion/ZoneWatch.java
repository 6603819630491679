package org.parvis.server.instance.motion;

import java.util.Arrays;
import org.parvis.server.instance.feature.Places;
import org.parvis.world.Venue;
import org.parvis.world.spatial.ZoneIndex;

/** Which zones each avatar is in; notices when that changes. Tick thread only. */
public final class ZoneWatch {
    private static final int[] NO_ZONES = new int[0];

    private final ZoneIndex index;
    private final int[][] inside;
    private int[] found = new int[16];

    public ZoneWatch(Venue venue, int avatars) {
        index = new ZoneIndex(venue);
        inside = new int[avatars][];
        Arrays.fill(inside, NO_ZONES);
    }

    /** Looks where an avatar is now and reports what changed; allocates only then. */
    public void look(int avatar, int floor, double xM, double zM, Places.ZoneListener events) {
        int count = 0;
        for (int zone = index.next(floor, xM, zM, -1); zone >= 0; zone = index.next(floor, xM, zM, zone)) {
            if (count == found.length) {
                found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = zone;
        }
        int[] before = inside[avatar];
        if (Arrays.equals(before, 0, before.length, found, 0, count)) {
            return;
        }
        int[] now = Arrays.copyOf(found, count);
        inside[avatar] = now;
        report(avatar, before, now, events);
    }

    /** Reports that an avatar leaves all its zones. */
    public void leave(int avatar, Places.ZoneListener events) {
        int[] before = inside[avatar];
        inside[avatar] = NO_ZONES;
        report(avatar, before, NO_ZONES, events);
    }

    private void report(int avatar, int[] before, int[] now, Places.ZoneListener events) {
        for (int zone : before) {
            if (Arrays.binarySearch(now, zone) < 0) {
                events.onExited(avatar, index.zone(zone));
            }
        }
        for (int zone : now) {
            if (Arrays.binarySearch(before, zone) < 0) {
                events.onEntered(avatar, index.zone(zone));
            }
        }
    }
}
