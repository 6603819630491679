package org.parvis.server.bench;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.server.instance.Seam;
import org.parvis.world.Fixture;

/** Who sits where in one instance. Tick thread only. */
final class Seats {
    /** How far before the middle of its seat somebody stands up. */
    private static final double STAND_UP_M = 0.7;

    private final Map<Seat, Integer> bySeat = new HashMap<>();
    private final Map<Integer, Seat> byAvatar = new HashMap<>();

    /** Gives an avatar the free seat that is nearest to it; null when all are taken. */
    Seam.@Nullable Spot take(int avatar, Fixture bench, Seam.Spot from) {
        int best = -1;
        double bestM = Double.POSITIVE_INFINITY;
        for (int number = 0; number < bench.seats(); number++) {
            Seam.Spot spot = spot(bench, number);
            double distanceM = Math.hypot(spot.xM() - from.xM(), spot.zM() - from.zM());
            if (!bySeat.containsKey(new Seat(bench.id(), number)) && distanceM < bestM) {
                best = number;
                bestM = distanceM;
            }
        }
        if (best < 0) {
            return null;
        }
        Seat seat = new Seat(bench.id(), best);
        bySeat.put(seat, avatar);
        byAvatar.put(avatar, seat);
        return spot(bench, best);
    }

    /** The middle of a seat; seats lie side by side across the direction in which the bench faces. */
    static Seam.Spot spot(Fixture bench, int number) {
        double asideM = (number - (bench.seats() - 1) / 2.0) * Fixture.SEAT_WIDTH_M;
        double xM = bench.x() + Math.cos(bench.yawRad()) * asideM;
        double zM = bench.z() - Math.sin(bench.yawRad()) * asideM;
        return new Seam.Spot(bench.floorIndex(), xM, zM, Quantise.yawToCode(bench.yawRad()));
    }

    /** Where somebody gets to their feet who sits at a spot. */
    Seam.Spot inFront(Seam.Spot sitting) {
        double yawRad = Quantise.codeToYaw(sitting.yaw());
        return new Seam.Spot(
                sitting.floor(),
                sitting.xM() - Math.sin(yawRad) * STAND_UP_M,
                sitting.zM() - Math.cos(yawRad) * STAND_UP_M,
                sitting.yaw());
    }

    boolean isSitting(int avatar) {
        return byAvatar.containsKey(avatar);
    }

    void free(int avatar) {
        Seat seat = byAvatar.remove(avatar);
        if (seat != null) {
            bySeat.remove(seat);
        }
    }

    private record Seat(String bench, int number) {}
}
