package org.parvis.server.interest.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.CloseReason;

/** What happens to mail while an event loop is behind. */
class WaitingMailTest {
    private final DeliveryCounts counts = new DeliveryCounts();
    private final WaitingMail waiting = new WaitingMail(counts);
    private final Recipient ann = recipient();
    private final Recipient bob = recipient();

    private static Recipient recipient() {
        return new Recipient() {
            @Override
            public Post post() {
                return parcel -> {};
            }
        };
    }

    private static Mail.Message message(Recipient to, int number, MessageClass kind) {
        return new Mail.Message(to, ByteString.copyFromUtf8(kind + " " + number), kind);
    }

    private List<Mail> fill(int each, MessageClass... kinds) {
        for (int i = 0; i < each; i++) {
            for (MessageClass kind : kinds) {
                waiting.add(message(ann, i, kind));
            }
        }
        return waiting.take();
    }

    @Test
    void whatIsOfTheMomentGoesFirstThenTheOldestTalkAndNeverAnAnswer() {
        int each = WaitingMail.MOST_DROPPABLE;
        List<Mail> kept = fill(each, MessageClass.ASSURED, MessageClass.MOMENTARY, MessageClass.CHATTER);

        assertThat(kept.stream().filter(mail -> is(mail, MessageClass.ASSURED))).hasSize(each);
        List<Mail> talk =
                kept.stream().filter(mail -> is(mail, MessageClass.CHATTER)).toList();
        assertThat(talk).hasSizeBetween(WaitingMail.MOST_DROPPABLE / 2, WaitingMail.MOST_DROPPABLE);
        assertThat(talk.get(talk.size() - 1)).isEqualTo(message(ann, each - 1, MessageClass.CHATTER));
        assertThat(talk.get(0)).isEqualTo(message(ann, each - talk.size(), MessageClass.CHATTER));
        assertThat(kept.size()).isLessThanOrEqualTo(each + WaitingMail.MOST_DROPPABLE);
        assertThat(counts.dropped()).isEqualTo(3L * each - kept.size());
        assertThat(counts.cutOff()).isZero();
    }

    @Test
    void nothingIsGivenUpBelowTheBound() {
        assertThat(fill(WaitingMail.MOST_DROPPABLE / 2, MessageClass.MOMENTARY, MessageClass.CHATTER))
                .hasSize(WaitingMail.MOST_DROPPABLE);
        assertThat(counts.dropped()).isZero();
    }

    @Test
    void whoseAnswersCannotBeKeptIsSentAwayInsteadOfLosingSome() {
        waiting.add(message(bob, 0, MessageClass.ASSURED));
        for (int i = 0; i < WaitingMail.MOST_ASSURED + 10; i++) {
            waiting.add(message(ann, i, MessageClass.ASSURED));
        }
        waiting.add(message(bob, 1, MessageClass.ASSURED));
        List<Mail> kept = waiting.take();

        assertThat(kept).hasSize(3);
        assertThat(kept.get(0)).isEqualTo(message(bob, 0, MessageClass.ASSURED));
        assertThat(kept.get(1)).isInstanceOfSatisfying(Mail.Farewell.class, farewell -> {
            assertThat(farewell.to()).isSameAs(ann);
            assertThat(farewell.reason()).isEqualTo(CloseReason.CLOSE_REASON_SLOW_READER);
        });
        assertThat(kept.get(2)).isEqualTo(message(bob, 1, MessageClass.ASSURED));
        assertThat(counts.cutOff()).isEqualTo(1);
        waiting.add(message(ann, 7, MessageClass.ASSURED));
        assertThat(waiting.take()).as("once handed over").hasSize(1);
    }

    private static boolean is(Mail mail, MessageClass kind) {
        return mail instanceof Mail.Message message && message.kind() == kind;
    }
}
