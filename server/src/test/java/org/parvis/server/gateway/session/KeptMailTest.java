package org.parvis.server.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.server.gateway.stay.ResumeKey;
import org.parvis.server.interest.fanout.Mail;
import org.parvis.server.interest.fanout.MessageClass;

/** What waits for somebody whose connection is lost, and what goes when too much does. */
final class KeptMailTest {
    private static final int MESSAGE_BYTES = 1_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SessionMetrics metrics = new SessionMetrics(registry, new Sessions(ResumeKey.fleeting()));
    private final List<String> told = new ArrayList<>();
    private final ChannelInboundHandlerAdapter handler = new ChannelInboundHandlerAdapter();
    private final EmbeddedChannel channel = new EmbeddedChannel(handler);
    private final PlayerLink link = link();

    @SuppressWarnings("NullAway") // a link that is closed uses neither outlet nor post
    private PlayerLink link() {
        ChannelHandlerContext ctx = channel.pipeline().context(handler);
        SessionConfig config =
                SessionConfig.builder().mailBytes(10 * MESSAGE_BYTES).build();
        PlayerLink made = new PlayerLink(new Line(ctx, null), null, new Listening(), config, metrics);
        made.closed();
        return made;
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void chatGoesBeforeAnswersHoweverOldThoseAre() {
        mail(MessageClass.ASSURED, 5);
        mail(MessageClass.CHATTER, 50);
        mail(MessageClass.ASSURED, 5);
        assertThat(dropped()).isEqualTo(50);
        assertThat(waitingBytes()).isEqualTo(10 * MESSAGE_BYTES);
        assertThat(told).isEmpty();
    }

    @Test
    void newestChatStays() {
        mail(MessageClass.CHATTER, 25);
        assertThat(dropped()).isEqualTo(15);
        assertThat(waitingBytes()).isEqualTo(10 * MESSAGE_BYTES);
    }

    @Test
    void whatIsOfTheMomentDoesNotWait() {
        mail(MessageClass.MOMENTARY, 25);
        assertThat(waitingBytes()).isZero();
        assertThat(dropped()).isZero();
    }

    @Test
    void answersAreNeverDroppedOneByOneAndTooManyEndTheSession() {
        mail(MessageClass.ASSURED, 40);
        assertThat(dropped()).isZero();
        assertThat(waitingBytes()).isEqualTo(40 * MESSAGE_BYTES);
        assertThat(told).isEmpty();
        mail(MessageClass.ASSURED, 1);
        assertThat(told).containsExactly("too much kept");
        assertThat(waitingBytes()).isZero();
    }

    private void mail(MessageClass keeping, int count) {
        for (int i = 0; i < count; i++) {
            link.onMail(new Mail.Message(link, ByteString.copyFrom(new byte[MESSAGE_BYTES]), keeping));
        }
    }

    private double dropped() {
        return registry.get("parvis.mail.dropped").counter().count();
    }

    private double waitingBytes() {
        return registry.get("parvis.mail.waiting.bytes").gauge().value();
    }

    private final class Listening implements PlayerLink.Listener {
        @Override
        public void onWelcome(PlayerLink welcomed, int avatar) {
            told.add("welcome");
        }

        @Override
        public void onRefused(Mail.Refused refused) {
            told.add("refused");
        }

        @Override
        public void onFarewell(CloseReason reason, ByteString farewell) {
            told.add("farewell");
        }

        @Override
        public void onTakenOver() {
            told.add("taken over");
        }

        @Override
        public void onTooSlow() {
            told.add("too slow");
        }

        @Override
        public void onTooMuchKept() {
            told.add("too much kept");
        }

        @Override
        public void onExpelled(Closing closing) {
            told.add("expelled");
        }
    }
}
