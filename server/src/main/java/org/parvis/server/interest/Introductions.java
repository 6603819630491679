package org.parvis.server.interest;

import com.google.protobuf.ByteString;
import java.util.BitSet;
import org.parvis.server.interest.cells.Cells;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.fanout.Deliveries;
import org.parvis.server.interest.fanout.Mail;
import org.parvis.server.interest.fanout.MessageClass;
import org.parvis.server.interest.plan.Pace;
import org.parvis.server.interest.sight.Sight;

/**
 * Tells viewers who is who: those who have just come, by messages made once for all who have missed the same beats, and
 * those who were there before a viewer, from the nearest on, so many a tick. Tick thread only.
 */
final class Introductions {
    /** More people than this are introduced to each other in batches, every fourth tick. */
    private static final int COMPANY = 200;

    /** Who comes back is introduced to everybody anew. */
    private static final MessageClass INTRODUCTION = MessageClass.MOMENTARY;

    private final RecentArrivals arrivals;
    private final Cells cells;
    private final Deliveries deliveries;
    private final BitSet present = new BitSet();
    private final IntBag toTell = new IntBag(64);
    private int people;

    Introductions(Introducer introducer, Cells cells, Deliveries deliveries) {
        arrivals = new RecentArrivals(introducer, cells);
        this.cells = cells;
        this.deliveries = deliveries;
    }

    /** Somebody has come. */
    void entered(int avatar, int beat) {
        present.set(avatar);
        people++;
        arrivals.add(avatar, beat);
    }

    void left(int avatar) {
        present.clear(avatar);
        people--;
    }

    /** How many bodies there are. */
    int people() {
        return people;
    }

    /** Has everybody told anew who somebody is. */
    void again(int avatar, int beat) {
        arrivals.add(avatar, beat);
    }

    void begin(int beat) {
        arrivals.begin(beat);
    }

    /** Has everybody who is here introduced to a viewer, those who came up to a beat among them. */
    void meetEverybody(Subscription viewer, int upToBeat) {
        viewer.pending().are(present);
        viewer.introduced(upToBeat);
    }

    /** Has those introduced whom a viewer sees now and did not see by the sight before. */
    void nowSeen(Subscription viewer, Sight before) {
        for (int avatar = present.nextSetBit(0); avatar >= 0; avatar = present.nextSetBit(avatar + 1)) {
            int layer = cells.layer(avatar);
            if (viewer.sight().sees(avatar, layer) && !before.sees(avatar, layer)) {
                viewer.pending().add(avatar);
            }
        }
    }

    /** Tells a viewer who has come since it was told last; where many come and go, at every fourth beat only. */
    void introduce(Subscription viewer, int beat, int mostPerTick) {
        if (people > COMPANY && !Pace.isDue(beat, viewer.viewer().number(), RecentArrivals.BEATS)) {
            return;
        }
        int beats = Math.min(RecentArrivals.BEATS, beat - viewer.introducedBeat());
        viewer.introduced(beat);
        if (deliveries.isBehind(viewer.viewer().recipient())) {
            arrivals.addTo(viewer.pending(), beat, beats);
            return;
        }
        if (beats > 0) {
            mailUnlessEmpty(viewer, arrivals.message(beat, beats, viewer.sight()));
        }
        if (!viewer.pending().isEmpty()) {
            toTell.clear();
            viewer.pending()
                    .take(mostPerTick * Math.max(1, beats), viewer.viewer().plan(), viewer.sight(), cells, toTell);
            mailUnlessEmpty(viewer, arrivals.message(toTell));
        }
    }

    private void mailUnlessEmpty(Subscription viewer, ByteString message) {
        if (!message.isEmpty()) {
            deliveries.mail(new Mail.Message(viewer.viewer().recipient(), message, INTRODUCTION));
        }
    }
}
