package org.parvis.server.feature.seating;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.server.instance.feature.Spot;
import org.parvis.world.Fixture;

/** Who sits where in one instance. Tick thread only. */
final class Seats {
    private final Map<Seat, Integer> bySeat = new HashMap<>();
    private final Map<Integer, Taken> byAvatar = new HashMap<>();

    /** The numbers of the free seats of a bench, the nearest to somebody first. */
    List<Integer> free(Fixture bench, Spot body) {
        return IntStream.range(0, bench.seats())
                .filter(number -> !bySeat.containsKey(new Seat(bench.id(), number)))
                .boxed()
                .sorted(Comparator.comparingDouble(number -> spot(bench, number).distanceM(body)))
                .toList();
    }

    /** Notes that a seat is taken, and where its person stood before. */
    void take(int avatar, Fixture bench, int number, Spot from) {
        Seat seat = new Seat(bench.id(), number);
        bySeat.put(seat, avatar);
        byAvatar.put(avatar, new Taken(seat, from));
    }

    /** Frees the seat of an avatar; returns where they stood before, null when they do not sit. */
    @Nullable
    Spot leave(int avatar) {
        Taken taken = byAvatar.remove(avatar);
        if (taken == null) {
            return null;
        }
        bySeat.remove(taken.seat());
        return taken.from();
    }

    boolean isSitting(int avatar) {
        return byAvatar.containsKey(avatar);
    }

    /** The middle of a seat; seats lie side by side across the direction in which the bench faces. */
    static Spot spot(Fixture bench, int number) {
        double asideM = (number - (bench.seats() - 1) / 2.0) * Fixture.SEAT_WIDTH_M;
        double xM = bench.x() + Math.cos(bench.yawRad()) * asideM;
        double zM = bench.z() - Math.sin(bench.yawRad()) * asideM;
        return new Spot(bench.floorIndex(), xM, zM, Quantise.yawToCode(bench.yawRad()));
    }

    private record Seat(String bench, int number) {}

    private record Taken(Seat seat, Spot from) {}
}
