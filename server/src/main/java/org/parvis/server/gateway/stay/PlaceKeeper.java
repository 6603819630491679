package org.parvis.server.gateway.stay;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.instance.feature.People;
import org.parvis.server.instance.feature.Seam;
import org.parvis.server.instance.feature.Spot;
import org.parvis.server.instance.people.Visitor;

/**
 * Notes where people are, so that a restart finds them there: newcomers within a second, those who have gone on by a
 * metre every {@value #SLICES} seconds.
 *
 * <p>{@link #install} on the thread that makes instances; each instance's round on its tick thread.
 */
public final class PlaceKeeper implements Feature {
    private static final long ROUND_MS = 1_000;
    private static final int SLICES = 5;
    private static final double WORTH_NOTING_M = 1;

    private final StayBook book;
    /** Each is held by its instance, and goes with it. */
    private final List<WeakReference<Round>> rounds = new CopyOnWriteArrayList<>();

    /**
     * A keeper.
     *
     * @param book where places go
     */
    public PlaceKeeper(StayBook book) {
        this.book = book;
    }

    @Override
    public void install(Seam seam) {
        Round round = new Round(seam);
        rounds.removeIf(other -> other.get() == null);
        rounds.add(new WeakReference<>(round));
        seam.people().onPresence(round);
        seam.time().after(ROUND_MS, round);
    }

    /**
     * Notes everybody's last place. Only after the tick threads have ended.
     *
     * @return when it is noted, or could not be
     */
    public CompletableFuture<Void> noteAll() {
        return CompletableFuture.allOf(rounds.stream()
                .map(WeakReference::get)
                .filter(Objects::nonNull)
                .map(Round::last)
                .toArray(CompletableFuture[]::new));
    }

    /** The people of one instance. */
    private final class Round implements People.PresenceListener, Runnable {
        private static final int NEVER_NOTED = -1;

        private final Seam seam;
        private final PlaceSheet sheet = new PlaceSheet();
        private int[] people = new int[64];
        private int count;
        private int[] notedFloor = new int[64];
        private double[] notedXM = new double[64];
        private double[] notedZM = new double[64];
        private int turn;

        Round(Seam seam) {
            this.seam = seam;
        }

        @Override
        public void onJoined(int avatar) {
            if (count == people.length) {
                people = Arrays.copyOf(people, count * 2);
            }
            people[count++] = avatar;
            if (avatar >= notedFloor.length) {
                int length = Math.max(avatar + 1, notedFloor.length * 2);
                notedFloor = Arrays.copyOf(notedFloor, length);
                notedXM = Arrays.copyOf(notedXM, length);
                notedZM = Arrays.copyOf(notedZM, length);
            }
            notedFloor[avatar] = NEVER_NOTED;
        }

        @Override
        public void onLeft(int avatar) {
            for (int i = 0; i < count; i++) {
                if (people[i] == avatar) {
                    people[i] = people[--count];
                    return;
                }
            }
        }

        @Override
        public void run() {
            seam.time().after(ROUND_MS, this);
            if (!sheet.take()) {
                return;
            }
            boolean everybody = sheet.wasLost();
            turn = (turn + 1) % SLICES;
            for (int i = 0; i < count; i++) {
                int avatar = people[i];
                boolean isTurn = everybody || avatar % SLICES == turn;
                if (notedFloor[avatar] == NEVER_NOTED || isTurn) {
                    consider(avatar, everybody);
                }
            }
            book.note(sheet);
        }

        private void consider(int avatar, boolean anyway) {
            Spot spot = seam.places().spot(avatar);
            Visitor visitor = seam.people().visitor(avatar);
            if (spot == null || visitor == null) {
                return;
            }
            boolean gone = notedFloor[avatar] != spot.floor()
                    || Math.abs(notedXM[avatar] - spot.xM()) + Math.abs(notedZM[avatar] - spot.zM()) >= WORTH_NOTING_M;
            if (gone || anyway) {
                notedFloor[avatar] = spot.floor();
                notedXM[avatar] = spot.xM();
                notedZM[avatar] = spot.zM();
                sheet.add(
                        visitor.sessionId(),
                        spot.floor(),
                        Quantise.metresToCentimetres(spot.xM()),
                        Quantise.metresToCentimetres(spot.zM()),
                        spot.yaw());
            }
        }

        private CompletableFuture<Void> last() {
            PlaceSheet own = sheet.take() ? sheet : new PlaceSheet();
            for (int i = 0; i < count; i++) {
                Spot spot = seam.places().spot(people[i]);
                Visitor visitor = seam.people().visitor(people[i]);
                if (spot == null || visitor == null) {
                    continue;
                }
                own.add(
                        visitor.sessionId(),
                        spot.floor(),
                        Quantise.metresToCentimetres(spot.xM()),
                        Quantise.metresToCentimetres(spot.zM()),
                        spot.yaw());
            }
            return book.note(own);
        }
    }
}
