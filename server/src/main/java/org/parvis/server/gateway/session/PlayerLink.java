package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.server.gateway.socket.LoopPause;
import org.parvis.server.gateway.socket.Outlet;
import org.parvis.server.gateway.socket.WholeFrame;
import org.parvis.server.interest.fanout.FrameAssembler;
import org.parvis.server.interest.fanout.Mail;
import org.parvis.server.interest.fanout.MessageClass;
import org.parvis.server.interest.fanout.Recipient;
import org.parvis.server.interest.fanout.TickBytes;
import org.parvis.server.interest.fanout.View;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out to one person over one connection: frames and mail.
 *
 * <p>What cannot be written now, because the person reads slowly or the connection is gone, waits here in order, and goes
 * to the next link when the session is resumed. When too much waits for somebody who is not connected, the oldest chat
 * goes; what is {@link MessageClass#ASSURED} is never dropped: when even that is too much, the session ends. Frames are
 * not kept: the newest state wins. Event loop of the connection, except {@link #fence} and {@link #retire}.
 */
final class PlayerLink implements Recipient {
    private static final Logger LOG = LoggerFactory.getLogger(PlayerLink.class);
    private static final int MAX_WAITING = 4_096;
    /** How much more room there is for what is never dropped. */
    private static final int ALWAYS_ROOM = 4;

    /** Place in the post's list, -1 when not in it; kept by the post. */
    int index = -1;

    private final ChannelHandlerContext ctx;
    private final Outlet outlet;
    private final LoopPost post;
    private final Listener listener;
    private final SessionConfig config;
    private final SessionMetrics metrics;
    private final ArrayDeque<Kept> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private @Nullable View view;
    private boolean awaitsHandover;
    private boolean closed;
    /** What was written since the last flush, as one buffer: each buffer would cost the kernel nearly a write. */
    private @Nullable ByteBuf unsent;

    private long slowSinceNs;

    PlayerLink(Line line, LoopPost post, Listener listener, SessionConfig config, SessionMetrics metrics) {
        ctx = line.ctx();
        outlet = line.outlet();
        this.post = post;
        this.listener = listener;
        this.config = config;
        this.metrics = metrics;
    }

    /** A message that waits. */
    private record Kept(ByteString bytes, boolean mayGo) {}

    /** Hears what happens to the link; same event loop. */
    interface Listener {
        /** The person is in. */
        void onWelcome(PlayerLink link, int avatar);

        /** The person is not let in; the refusal has been written. */
        void onRefused(Mail.Refused refused);

        /** The instance ends the connection. */
        void onFarewell(CloseReason reason, ByteString farewell);

        /** The session goes on over another connection. */
        void onTakenOver();

        /** The person has read too slowly for too long. */
        void onTooSlow();

        /** More waits for the person than can be kept. */
        void onTooMuchKept();

        /** The person must go. */
        void onExpelled(Closing closing);
    }

    @Override
    public LoopPost post() {
        return post;
    }

    ChannelHandlerContext context() {
        return ctx;
    }

    /** For how long the connection's event loop was held up. */
    LoopPause pause() {
        return outlet.pause();
    }

    /** This link continues a session: the mail that the link before could not deliver comes first. */
    void awaitHandover() {
        awaitsHandover = true;
    }

    void onMail(Mail mail) {
        if (mail instanceof Mail.Message message) {
            if (message.kind() != MessageClass.MOMENTARY || !closed) {
                send(new Kept(message.bytes(), message.kind() != MessageClass.ASSURED));
            }
        } else if (mail instanceof Mail.Welcome welcome) {
            onWelcome(welcome);
        } else if (mail instanceof Mail.Waiting place) {
            write(place.bytes());
        } else if (mail instanceof Mail.Refused refused) {
            write(refused.refusal());
            flush();
            listener.onRefused(refused);
        } else if (mail instanceof Mail.Handover handover) {
            handOver(handover.next());
        } else if (mail instanceof Mail.Farewell farewell) {
            flush();
            listener.onFarewell(farewell.reason(), farewell.farewell());
        }
    }

    private void onWelcome(Mail.Welcome welcome) {
        view = new View(welcome.viewer());
        post.add(this);
        write(welcome.welcome());
        listener.onWelcome(this, welcome.viewer().avatar());
        sendWaiting();
    }

    /** Sends a message of the reliable lane now, or as soon as it can be. */
    void send(ByteString message) {
        send(new Kept(message, false));
    }

    private void send(Kept message) {
        if (mayFlow() && waiting.isEmpty()) {
            write(message.bytes());
            return;
        }
        waiting.add(message);
        count(message, 1);
        if (waitingBytes > config.mailBytes() || waiting.size() > MAX_WAITING) {
            overflow();
        }
    }

    private void count(Kept message, int sign) {
        waitingBytes += sign * message.bytes().size();
        metrics.mailWaits(sign * message.bytes().size());
    }

    private void overflow() {
        if (!closed && !awaitsHandover) {
            listener.onTooSlow();
        } else if (!dropOldestChat()
                && (waitingBytes > ALWAYS_ROOM * config.mailBytes() || waiting.size() > ALWAYS_ROOM * MAX_WAITING)) {
            dropAll();
            listener.onTooMuchKept();
        }
    }

    private boolean dropOldestChat() {
        for (Iterator<Kept> all = waiting.iterator(); all.hasNext(); ) {
            Kept oldest = all.next();
            if (oldest.mayGo()) {
                all.remove();
                count(oldest, -1);
                metrics.mailDropped();
                return true;
            }
        }
        return false;
    }

    private void dropAll() {
        waiting.clear();
        metrics.mailWaits(-waitingBytes);
        waitingBytes = 0;
    }

    /** Mail goes out after the welcome, and after the mail of the link before. */
    private boolean mayFlow() {
        return !closed && view != null && !awaitsHandover && hasRoom();
    }

    private boolean hasRoom() {
        return outlet.isWritable() && (unsent == null || unsent.readableBytes() < config.sendBufferBytes());
    }

    private void write(ByteString message) {
        if (closed) {
            return;
        }
        begin(message.size()).writeBytes(message.asReadOnlyByteBuffer());
        metrics.sent(message.size());
    }

    /** Begins a WebSocket frame in the buffer that leaves with the next flush. */
    private ByteBuf begin(int payloadBytes) {
        int bytes = WholeFrame.HEADER_MAX_BYTES + payloadBytes;
        ByteBuf buffer = unsent;
        if (buffer == null) {
            buffer = outlet.alloc().directBuffer(bytes);
            unsent = buffer;
        } else {
            buffer.ensureWritable(bytes);
        }
        WholeFrame.begin(buffer, payloadBytes);
        return buffer;
    }

    void writeFrame(FrameAssembler assembler, TickBytes bytes, long nowNs) {
        View own = view;
        if (own == null || closed) {
            return;
        }
        if (!hasRoom()) {
            own.missed();
            metrics.frameLeftOut();
            checkPatience(nowNs);
            return;
        }
        if (assembler.prepare(own, bytes)) {
            assembler.write(begin(assembler.sizeBytes()), bytes);
            metrics.frame(assembler.sizeBytes());
        }
    }

    private void checkPatience(long nowNs) {
        // While the loop was held up nobody could read.
        long ownNs = nowNs - pause().pausedNs(nowNs);
        if (slowSinceNs == 0) {
            slowSinceNs = ownNs;
        } else if (ownNs - slowSinceNs > TimeUnit.MILLISECONDS.toNanos(config.slowGraceMs())) {
            listener.onTooSlow();
        }
    }

    void flush() {
        ByteBuf buffer = unsent;
        if (buffer != null) {
            unsent = null;
            outlet.write(buffer);
            outlet.flush();
        }
    }

    void missedFrames() {
        if (view != null) {
            view.missed();
        }
    }

    /** The connection can take more again. */
    void onWritable() {
        slowSinceNs = 0;
        sendWaiting();
        if (view != null) {
            view.recover();
        }
        flush();
    }

    private void sendWaiting() {
        while (mayFlow() && !waiting.isEmpty()) {
            Kept next = waiting.remove();
            count(next, -1);
            write(next.bytes());
        }
    }

    /** Nothing more can be written; mail waits for the next link. */
    void closed() {
        closed = true;
        if (unsent != null) {
            unsent.release();
            unsent = null;
        }
    }

    private void handOver(Recipient next) {
        List<Kept> left = new ArrayList<>(waiting);
        dropAll();
        closed();
        post.remove(this);
        if (next instanceof PlayerLink nextLink) {
            nextLink.onLoop(() -> nextLink.takeOver(left));
        }
    }

    /** Mail of the link before comes before all that has come here since. */
    private void takeOver(List<Kept> earlier) {
        for (int i = earlier.size() - 1; i >= 0; i--) {
            waiting.addFirst(earlier.get(i));
            count(earlier.get(i), 1);
        }
        awaitsHandover = false;
        sendWaiting();
        flush();
    }

    /** Ends this link's connection because another one continues the session. Any thread. */
    void fence() {
        onLoop(listener::onTakenOver);
    }

    /** Ends this link's connection because its person must go. Any thread. */
    void expel(Closing closing) {
        onLoop(() -> listener.onExpelled(closing));
    }

    /** The session has ended: nothing more will come. Any thread. */
    void retire() {
        onLoop(() -> {
            post.remove(this);
            dropAll();
        });
    }

    private void onLoop(Runnable task) {
        try {
            post.loop().execute(task);
        } catch (RejectedExecutionException closing) {
            LOG.debug("An event loop has ended; nobody is reached through it any more", closing);
        }
    }
}
