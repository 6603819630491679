package org.parvis.loadtest.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.parvis.loadtest.measure.SendTimes;
import org.parvis.loadtest.measure.Tally;

/**
 * One viewer and one walker, without a network: the walker moves ten times a second, the server sends a frame every
 * 50 ms with the newest move that has reached it, which is 20 ms after it was due. Time is a number.
 */
final class KnownMovesTest {
    private static final long MS = 1_000_000;
    private static final long RUN_MS = 16_000;
    private static final long SAMPLE_MS = 7;
    private static final int WALKER = 5;

    private final SendTimes sendTimes = new SendTimes(10);
    private final KnownMoves known = new KnownMoves();
    private final Histogram age = Tally.histogram();
    private final Histogram receiptAge = Tally.histogram();

    @Test
    void withoutAFreezeTheAgeOverTimeIsThatAtReceipt() {
        play(100, -1, 0);

        assertThat(receiptAge.getValueAtPercentile(50)).isCloseTo(50 * MS, within(20 * MS));
        assertThat(age.getValueAtPercentile(50)).isCloseTo(receiptAge.getValueAtPercentile(50), within(20 * MS));
        assertThat(age.getMaxValue()).isLessThan(110 * MS);
    }

    @Test
    void aFreezeOfAQuarterOfTheTimeIsInP90AndP99AndNotHiddenByTheOneMoveThatIsSeenAfterIt() {
        play(100, 8_000, 4_000);

        assertThat(receiptAge.getValueAtPercentile(99))
                .as("at receipt nothing shows: the swallowed moves never arrive")
                .isLessThan(200 * MS);
        assertThat(age.getValueAtPercentile(90)).isBetween(2_200 * MS, 2_600 * MS);
        assertThat(age.getValueAtPercentile(99)).isBetween(3_700 * MS, 4_100 * MS);
    }

    @Test
    void aFreezeThatOutlastsTheRunCountsThoughNothingArrivesAfterIt() {
        play(100, 12_000, RUN_MS);

        assertThat(age.getValueAtPercentile(90)).isBetween(2_200 * MS, 2_600 * MS);
        assertThat(age.getValueAtPercentile(99)).isBetween(3_700 * MS, 4_100 * MS);
    }

    @Test
    void whoMovesRarelyIsNotTakenForFrozen() {
        play(1_000, -1, 0);

        assertThat(age.getMaxValue())
                .as("moves a second apart, each told at once")
                .isLessThan(110 * MS);
    }

    @Test
    void whoSendsNothingNewDoesNotCount() {
        sendTimes.sent(WALKER, 1, 0);
        known.learn(WALKER, 1);
        known.stayedNear(WALKER, 0);

        assertThat(known.ageNs(WALKER, sendTimes, 60_000 * MS)).isEqualTo(KnownMoves.NOTHING_NEW);
        assertThat(known.ageNs(3, sendTimes, 60_000 * MS))
                .as("never moved at all")
                .isEqualTo(KnownMoves.NOTHING_NEW);
    }

    @Test
    void whatHappenedBeforeAPairCameNearIsNotHeldAgainstTheServer() {
        for (int move = 1; move <= 50; move++) {
            sendTimes.sent(WALKER, move, move * 100L * MS);
        }
        known.learn(WALKER, 31); // a far ring, told now and then

        assertThat(known.stayedNear(WALKER, 5_000 * MS))
                .as("the first moment near")
                .isFalse();
        assertThat(known.stayedNear(WALKER, 5_040 * MS)).isTrue();
        assertThat(known.ageNs(WALKER, sendTimes, 5_040 * MS)).isEqualTo(40 * MS);
        known.isAway(WALKER);
        assertThat(known.stayedNear(WALKER, 9_000 * MS)).as("it begins anew").isFalse();
    }

    @Test
    void somebodyNearWhomTheViewerWasNeverToldOfIsAsOldAsTheirBeingNear() {
        sendTimes.sent(WALKER, 1, 0);
        sendTimes.sent(WALKER, 2, 2_900 * MS);
        known.stayedNear(WALKER, 1_000 * MS);

        assertThat(known.ageNs(WALKER, sendTimes, 3_000 * MS)).isEqualTo(2_000 * MS);
    }

    @Test
    void aViewerWhoComesBackKnowsNobody() {
        sendTimes.sent(WALKER, 1, 0);
        known.learn(WALKER, 1);
        known.forget();

        assertThat(known.learn(WALKER, 1)).as("nothing was known before").isZero();
    }

    /** Plays a run in which the server stands still for some time; negative for never. */
    private void play(long moveEveryMs, long freezeAtMs, long freezeMs) {
        int lastMove = 0;
        for (long nowMs = 0; nowMs < RUN_MS; nowMs++) {
            if (nowMs % moveEveryMs == 0) {
                lastMove++;
                sendTimes.sent(WALKER, lastMove, nowMs * MS);
            }
            boolean frozen = freezeAtMs >= 0 && nowMs >= freezeAtMs && nowMs < freezeAtMs + freezeMs;
            int reached = (int) Math.max(0, (nowMs - 20) / moveEveryMs + 1);
            if (nowMs % 50 == 37 && !frozen && nowMs >= 20) {
                arrive(Math.min(reached, lastMove), nowMs);
            }
            if (nowMs % SAMPLE_MS == 0 && known.stayedNear(WALKER, nowMs * MS) && nowMs > 500) {
                long ageNs = known.ageNs(WALKER, sendTimes, nowMs * MS);
                if (ageNs != KnownMoves.NOTHING_NEW) {
                    Tally.record(age, ageNs);
                }
            }
        }
    }

    private void arrive(int move, long nowMs) {
        int before = known.learn(WALKER, move);
        if (before > 0 && move > before) {
            long ageNs = nowMs * MS - sendTimes.dueNs(WALKER, move);
            known.cameAfter(WALKER, ageNs);
            Tally.record(receiptAge, ageNs);
        }
    }
}
