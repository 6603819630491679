package org.parvis.server.interest;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.bytes.Varints;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.interest.cells.Cells;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.plan.Pace;
import org.parvis.server.interest.sight.Sight;

/**
 * Who has come of late, and the messages that introduce them: made once for all viewers who have missed the same beats,
 * and once for each who has just come and knows nobody.
 *
 * <p>Tick thread only.
 */
final class RecentArrivals {
    /** Beats that are remembered: the most that a viewer lets pass between two introductions. */
    static final int BEATS = Pace.SLOWEST;

    private static final int TAG_INTRODUCTIONS =
            ServerMessage.INTRODUCTIONS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private final Introducer introducer;
    private final Cells cells;
    private final IntBag seen = new IntBag(16);
    private final IntBag[] byBeat = new IntBag[BEATS];
    private final @Nullable ByteString[] made = new ByteString[BEATS];
    private byte[][] parts = new byte[64][];

    RecentArrivals(Introducer introducer, Cells cells) {
        this.introducer = introducer;
        this.cells = cells;
        for (int i = 0; i < BEATS; i++) {
            byBeat[i] = new IntBag(8);
        }
    }

    /** Begins a beat; whoever came {@link #BEATS} ago is no newcomer any more. */
    void begin(int beat) {
        slot(beat).clear();
        forget();
    }

    /** Notes that somebody has come, or is to be introduced anew, in a beat that is not over. */
    void add(int avatar, int beat) {
        slot(beat).add(avatar);
        forget();
    }

    private IntBag slot(int beat) {
        return byBeat[beat % BEATS];
    }

    private void forget() {
        java.util.Arrays.fill(made, null);
    }

    /**
     * Introduces those who came in the last so many beats, this one included, as far as a sight sees them; empty when
     * nobody did. For the common sight the message is made once.
     */
    ByteString message(int beat, int beats, Sight sight) {
        if (sight != Sight.COMMON) {
            return make(beat, beats, sight);
        }
        ByteString known = made[beats - 1];
        if (known == null) {
            known = make(beat, beats, sight);
            made[beats - 1] = known;
        }
        return known;
    }

    private ByteString make(int beat, int beats, Sight sight) {
        seen.clear();
        for (int b = beat - beats + 1; b <= beat; b++) {
            IntBag came = slot(b);
            for (int i = 0; i < came.size(); i++) {
                if (sight.sees(came.get(i), cells.layer(came.get(i)))) {
                    seen.add(came.get(i));
                }
            }
        }
        return message(seen);
    }

    /** Those who came in the last so many beats wait to be introduced to a viewer. */
    void addTo(PendingIntroductions pending, int beat, int beats) {
        for (int b = beat - beats + 1; b <= beat; b++) {
            for (int i = 0; i < slot(b).size(); i++) {
                pending.add(slot(b).get(i));
            }
        }
    }

    /** Introduces those of a list; empty when they all have left meanwhile. */
    ByteString message(IntBag avatars) {
        int count = 0;
        for (int i = 0; i < avatars.size(); i++) {
            count = part(count, avatars.get(i));
        }
        return join(count);
    }

    private int part(int count, int avatar) {
        byte[] part = introducer.introduction(avatar);
        if (part.length == 0) {
            return count;
        }
        if (count == parts.length) {
            parts = java.util.Arrays.copyOf(parts, count * 2);
        }
        parts[count] = part;
        return count + 1;
    }

    private ByteString join(int count) {
        int length = 0;
        for (int i = 0; i < count; i++) {
            length += parts[i].length;
        }
        if (length == 0) {
            return ByteString.EMPTY;
        }
        byte[] message = new byte[1 + Varints.size32(length) + length];
        message[0] = TAG_INTRODUCTIONS;
        int at = Varints.put32(message, 1, length);
        for (int i = 0; i < count; i++) {
            System.arraycopy(parts[i], 0, message, at, parts[i].length);
            at += parts[i].length;
        }
        return UnsafeByteOperations.unsafeWrap(message);
    }
}
