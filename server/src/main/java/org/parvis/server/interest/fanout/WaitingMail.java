package org.parvis.server.interest.fanout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.parvis.protocol.close.CloseRules;
import org.parvis.protocol.v1.CloseReason;

/**
 * The mail of one event loop that has not been handed over: usually that of one tick, more while the event loop is
 * behind.
 *
 * <p>The bound: of messages that may be given up at most {@link #MOST_DROPPABLE} wait; beyond, the momentary ones go, then
 * the older half of the talk. Of those that may not be given up at most {@link #MOST_ASSURED} wait; beyond, the recipient
 * of the next one is cut off: it gets a farewell instead of all its mail, and finds out by coming back. Tick thread only.
 */
final class WaitingMail {
    static final int MOST_DROPPABLE = 16_384;
    static final int MOST_ASSURED = 131_072;

    private final DeliveryCounts counts;
    private final Set<Recipient> cutOff = new HashSet<>(0);
    private List<Mail> mail = new ArrayList<>();
    private int droppable;

    WaitingMail(DeliveryCounts counts) {
        this.counts = counts;
    }

    boolean isEmpty() {
        return mail.isEmpty();
    }

    int size() {
        return mail.size();
    }

    void add(Mail item) {
        if (!cutOff.isEmpty() && item instanceof Mail.Message && cutOff.contains(item.to())) {
            counts.drop(1);
            return;
        }
        if (isDroppable(item)) {
            droppable++;
        } else if (item instanceof Mail.Message && mail.size() - droppable >= MOST_ASSURED) {
            cutOff(item.to());
            return;
        }
        mail.add(item);
        if (droppable > MOST_DROPPABLE) {
            dropSome();
        }
    }

    private static boolean isDroppable(Mail item) {
        return item instanceof Mail.Message message && message.kind() != MessageClass.ASSURED;
    }

    private static boolean isOf(Mail item, MessageClass kind) {
        return item instanceof Mail.Message message && message.kind() == kind;
    }

    private void dropSome() {
        int before = mail.size();
        mail.removeIf(item -> isOf(item, MessageClass.MOMENTARY));
        int talk = droppable - (before - mail.size());
        int surplus = talk - MOST_DROPPABLE / 2;
        if (surplus > 0) {
            int[] left = {surplus};
            mail.removeIf(item -> isOf(item, MessageClass.CHATTER) && left[0]-- > 0);
        }
        droppable -= before - mail.size();
        counts.drop(before - mail.size());
    }

    private void cutOff(Recipient recipient) {
        int before = mail.size();
        mail.removeIf(item -> item instanceof Mail.Message && item.to() == recipient);
        droppable = (int) mail.stream().filter(WaitingMail::isDroppable).count();
        counts.drop(before - mail.size());
        counts.cutOffOne();
        cutOff.add(recipient);
        mail.add(new Mail.Farewell(
                recipient,
                CloseReason.CLOSE_REASON_SLOW_READER,
                CloseRules.farewell(
                                CloseReason.CLOSE_REASON_SLOW_READER,
                                "More waited for you than can be kept; please come back.")
                        .toByteString()));
    }

    /** Takes all that waits, in the order of sending. */
    List<Mail> take() {
        List<Mail> all = mail;
        mail = new ArrayList<>();
        droppable = 0;
        cutOff.clear();
        return all;
    }
}
