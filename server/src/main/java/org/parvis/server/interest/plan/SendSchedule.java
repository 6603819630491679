package org.parvis.server.interest.plan;

import org.parvis.server.interest.fanout.TickBytes;

/**
 * Which changes are encoded on a beat, and which of them are whose turn. Set by the tick thread before it encodes; part
 * of a {@link TickBytes}, so event loops reckon with exactly what was encoded.
 *
 * <p>A <em>beat</em> is a tick on which something is published; a quiet instance keeps its beat still. Cells of the mid
 * and far rings are dealt to {@code every} slices, one slice a beat. A frame brings the slices of all beats since the
 * viewer's frame before, so no change of pace skips a turn. Under pressure a ring may be thinned: each slice is left out
 * on all but one of {@code thin} rounds.
 */
public final class SendSchedule {
    private final int midEvery;
    private final int farEvery;
    private final int horizonEvery;
    private int beat;
    private int offeredPaces = Pace.EVERY;
    private int midThin = 1;
    private int farThin = 1;

    /** Makes one for the rings of an instance; {@link #set} says of which beat it is. */
    public SendSchedule(InterestConfig config) {
        midEvery = config.midEvery();
        farEvery = config.farEvery();
        horizonEvery = config.horizonEvery();
    }

    /**
     * Sets what a beat offers.
     *
     * @param newBeat the beat
     * @param paces for which near changes are encoded, as the sum of paces
     * @param thinMid of so many rounds of the mid ring one is sent
     * @param thinFar the same for the far ring
     */
    public void set(int newBeat, int paces, int thinMid, int thinFar) {
        beat = newBeat;
        offeredPaces = paces;
        midThin = thinMid;
        farThin = thinFar;
    }

    /** The beat of which this is. */
    public int beat() {
        return beat;
    }

    /** Whether near changes are encoded for those who get a frame so often. */
    public boolean offers(int pace) {
        return (offeredPaces & pace) != 0;
    }

    private int slowest() {
        return Integer.highestOneBit(offeredPaces);
    }

    /** The fastest pace whose near changes reach back over so many beats; 0 when none does. */
    public int paceReaching(int beats) {
        for (int pace = Pace.EVERY; pace <= Pace.SLOWEST; pace <<= 1) {
            if (beats <= pace && offers(pace)) {
                return pace;
            }
        }
        return 0;
    }

    /** The mid slice of a beat. */
    public int midSlice(int ofBeat) {
        return ofBeat % midEvery;
    }

    /** The far slice of a beat. */
    public int farSlice(int ofBeat) {
        return ofBeat % farEvery;
    }

    /** Whether the mid slice of a beat is sent, or thinned out. */
    public boolean isMidSent(int ofBeat) {
        return isSent(ofBeat, midEvery, midThin);
    }

    /** Whether the far slice of a beat is sent, or thinned out. */
    public boolean isFarSent(int ofBeat) {
        return isSent(ofBeat, farEvery, farThin);
    }

    private static boolean isSent(int ofBeat, int every, int thin) {
        return (ofBeat / every + ofBeat % every) % thin == 0;
    }

    /** Whether anybody who gets a frame now has the turn of a mid slice in it. */
    public boolean isMidDue(int slice) {
        int ofBeat = latest(slice, midEvery);
        return beat - ofBeat < slowest() && isMidSent(ofBeat);
    }

    /** Whether anybody who gets a frame now has the turn of a far slice in it. */
    public boolean isFarDue(int slice) {
        int ofBeat = latest(slice, farEvery);
        return beat - ofBeat < slowest() && isFarSent(ofBeat);
    }

    /** The last beat, this one included, whose slice it was. */
    private int latest(int slice, int every) {
        return beat - Math.floorMod(beat - slice, every);
    }

    /** Whether people beyond the far ring are counted for anybody now. */
    public boolean isHorizonDue() {
        return isHorizonTurn(slowest());
    }

    /** Whether the turn of the horizon was within so many beats, this one included. */
    public boolean isHorizonTurn(int beats) {
        return beat % horizonEvery < beats;
    }
}
