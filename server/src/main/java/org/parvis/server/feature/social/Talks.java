package org.parvis.server.feature.social;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parvis.server.instance.feature.People;
import org.parvis.server.instance.feature.Seam;
import org.parvis.server.instance.feature.Spot;

/**
 * Who talks with whom: two who spoke within hearing of each other, not long apart. They see each other as if near, in
 * however dense a crowd, until they have been silent for a while. Tick thread only.
 */
final class Talks implements People.PresenceListener {
    static final long SILENCE_MS = 20_000;

    /** Those who spoke last; in a crowd where more speak at once nobody talks with anybody in particular. */
    private static final int MOST_SPEAKERS = 64;

    private record Pair(int low, int high) {
        static Pair of(int a, int b) {
            return new Pair(Math.min(a, b), Math.max(a, b));
        }

        boolean has(int avatar) {
            return low == avatar || high == avatar;
        }
    }

    private final Seam seam;
    private final LinkedHashMap<Integer, Long> spokeMs = new LinkedHashMap<>();
    private final Map<Pair, Long> untilMs = new HashMap<>();

    Talks(Seam seam) {
        this.seam = seam;
        seam.people().onPresence(this);
    }

    void spoke(int speaker) {
        long nowMs = seam.time().nowMs();
        spokeMs.values().removeIf(atMs -> atMs + SILENCE_MS < nowMs);
        for (int other : List.copyOf(spokeMs.keySet())) {
            if (other != speaker && isWithinHearing(speaker, other)) {
                talk(Pair.of(speaker, other), nowMs + SILENCE_MS);
            }
        }
        spokeMs.remove(speaker);
        if (spokeMs.size() == MOST_SPEAKERS) {
            spokeMs.remove(spokeMs.keySet().iterator().next());
        }
        spokeMs.put(speaker, nowMs);
    }

    private boolean isWithinHearing(int a, int b) {
        Spot one = seam.places().spot(a);
        Spot two = seam.places().spot(b);
        return one != null && two != null && one.distanceM(two) <= seam.config().hearingM();
    }

    private void talk(Pair pair, long endMs) {
        if (untilMs.put(pair, endMs) == null) {
            keepNear(pair, true);
            seam.time().after(SILENCE_MS, () -> maybeEnd(pair));
        }
    }

    private void maybeEnd(Pair pair) {
        Long endMs = untilMs.get(pair);
        if (endMs == null) {
            return;
        }
        long leftMs = endMs - seam.time().nowMs();
        if (leftMs > 0) {
            seam.time().after(leftMs, () -> maybeEnd(pair));
        } else {
            untilMs.remove(pair);
            keepNear(pair, false);
        }
    }

    private void keepNear(Pair pair, boolean isOn) {
        seam.people().keepNear(pair.low(), pair.high(), isOn);
        seam.people().keepNear(pair.high(), pair.low(), isOn);
    }

    @Override
    public void onLeft(int avatar) {
        spokeMs.remove(avatar);
        for (Pair pair : new ArrayList<>(untilMs.keySet())) {
            if (pair.has(avatar)) {
                untilMs.remove(pair);
                keepNear(pair, false);
            }
        }
    }
}
