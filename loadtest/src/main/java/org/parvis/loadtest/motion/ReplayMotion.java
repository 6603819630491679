package org.parvis.loadtest.motion;

import java.util.ArrayList;
import java.util.List;

/**
 * Replays a recorded crowd, tiled over the ground and shifted in time until there are people enough. A
 * recorded person appears and disappears at the border of the camera's view; here they walk from where they
 * are to where their track begins, follow it, and walk back to its beginning. Where there are more people than
 * tiles have room for, several share a track, each shifted in time against the others.
 *
 * <p>Event loop only.
 */
public final class ReplayMotion implements Motion {
    private static final double GAP_M = 1;
    private static final double GOLDEN = 0.6180339887498949;
    private static final int MAX_RINGS = 200;

    private final Recording recording;
    private final double speedMS;
    private final List<double[]> tiles;
    private int people;

    /**
     * @param recording what is replayed
     * @param ground of the floor it is replayed on
     * @param centreXM where the first tile's middle is, metres east
     * @param centreZM where the first tile's middle is, metres south
     * @param count number of people expected
     * @param speedMS speed of walking to a track, metres per second
     * @throws IllegalArgumentException if not even one tile fits on the ground
     */
    public ReplayMotion(
            Recording recording, Ground ground, double centreXM, double centreZM, int count, double speedMS) {
        this.recording = recording;
        this.speedMS = speedMS;
        int wanted =
                (count + recording.tracks().size() - 1) / recording.tracks().size();
        this.tiles = findTiles(recording, ground, centreXM, centreZM, wanted);
        if (tiles.isEmpty()) {
            throw new IllegalArgumentException("the venue has no free ground of "
                    + Math.round(2 * recording.halfWidthM()) + " × " + Math.round(2 * recording.halfDepthM())
                    + " m near its first spawn for this recording");
        }
    }

    @Override
    public void advance(Walk walk, double seconds) {
        if (walk.track == 0) {
            people++;
            walk.track = people;
            walk.trackTimeS = shiftS(people - 1);
        }
        int person = walk.track - 1;
        Recording.Track track =
                recording.tracks().get(person % recording.tracks().size());
        int round = person / recording.tracks().size();
        double[] tile = tiles.get(round % tiles.size());
        if (!walk.onTrack) {
            walk.headFor(tile[0] + track.xAt(walk.trackTimeS), tile[1] + track.zAt(walk.trackTimeS));
            walk.onTrack = walk.stepTowardsTarget(speedMS * seconds);
            return;
        }
        walk.trackTimeS += seconds;
        walk.xM = tile[0] + track.xAt(walk.trackTimeS);
        walk.zM = tile[1] + track.zAt(walk.trackTimeS);
        if (walk.trackTimeS >= track.durationS()) {
            walk.onTrack = false;
            walk.trackTimeS = 0;
        }
    }

    /** Where on the track somebody begins, so that those who share it on one tile are not in one place. */
    private double shiftS(int person) {
        int tracks = recording.tracks().size();
        int copy = person / tracks / tiles.size();
        return copy * GOLDEN % 1 * recording.tracks().get(person % tracks).durationS();
    }

    /**
     * Number of copies of the recording.
     *
     * @return at least 1
     */
    public int tiles() {
        return tiles.size();
    }

    private static List<double[]> findTiles(
            Recording recording, Ground ground, double centreXM, double centreZM, int wanted) {
        double width = 2 * recording.halfWidthM() + GAP_M;
        double depth = 2 * recording.halfDepthM() + GAP_M;
        List<double[]> found = new ArrayList<>();
        for (int ring = 0; ring <= MAX_RINGS && found.size() < wanted; ring++) {
            for (int i = -ring; i <= ring; i++) {
                for (int j = -ring; j <= ring; j++) {
                    boolean onRing = Math.max(Math.abs(i), Math.abs(j)) == ring;
                    double x = centreXM + i * width;
                    double z = centreZM + j * depth;
                    if (onRing && found.size() < wanted && fits(recording, ground, x, z)) {
                        found.add(new double[] {x, z});
                    }
                }
            }
        }
        return found;
    }

    private static boolean fits(Recording recording, Ground ground, double xM, double zM) {
        double w = recording.halfWidthM();
        double d = recording.halfDepthM();
        boolean corners = ground.isFree(xM - w, zM - d)
                && ground.isFree(xM + w, zM - d)
                && ground.isFree(xM - w, zM + d)
                && ground.isFree(xM + w, zM + d);
        return corners
                && ground.isFree(xM, zM)
                && ground.isClear(xM - w, zM - d, xM + w, zM + d)
                && ground.isClear(xM - w, zM + d, xM + w, zM - d);
    }
}
