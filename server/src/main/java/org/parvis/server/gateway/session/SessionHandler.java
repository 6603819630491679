package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.WireException;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.server.gateway.socket.Liveness;
import org.parvis.server.gateway.socket.MessageTaker;
import org.parvis.server.gateway.socket.Outlet;
import org.parvis.server.interest.fanout.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, from its opening to its end: checks and decodes what comes in.
 *
 * <pre>
 *   HELLO_AWAITED --Hello--> JOINING --Welcome--> PLAYING --> CLOSED
 *         |                     +--Refusal----------------------^
 *         +--refused by the gateway, timeout, nonsense----------+
 * </pre>
 *
 * <p>Event loop only.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter implements MessageTaker, PlayerLink.Listener {
    static final int HELLO_BYTES = 8_192;
    static final int MESSAGE_BYTES = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final Services services;
    private final String source;
    private final MoveInput moveInput;
    private Stage stage = Stage.HELLO_AWAITED;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Line line;
    private @Nullable HelloDeadline helloDeadline;
    private @Nullable PlayerInput input;
    private @Nullable Session session;
    private @Nullable PlayerLink link;
    private boolean resumed;
    private int avatar;

    private enum Stage {
        HELLO_AWAITED,
        JOINING,
        PLAYING,
        CLOSED
    }

    /**
     * What all connections share.
     *
     * @param config how sessions are kept
     * @param metrics what they count
     * @param reception decides about Hellos
     * @param addresses connections of each address
     * @param detached told of sessions whose connection is lost
     */
    record Services(
            SessionConfig config,
            SessionMetrics metrics,
            Reception reception,
            AddressCounts addresses,
            Consumer<Session> detached) {}

    SessionHandler(Services services, String source, MoveInput moveInput) {
        this.services = services;
        this.source = source;
        this.moveInput = moveInput;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        services.metrics().opened();
        if (!services.addresses().countIn(source)) {
            refuse(
                    ctx,
                    new Refused(
                            RefusalCode.REFUSAL_CODE_TOO_MANY_CONNECTIONS,
                            "Too many connections come from your network."));
            return;
        }
        HelloDeadline deadline =
                new HelloDeadline(ctx, services.config().helloTimeoutMs(), () -> close(ctx, Closing.HELLO_TIMEOUT, ""));
        helloDeadline = deadline;
        deadline.start();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        services.metrics().gone();
        services.addresses().countOut(source);
        stopHelloTimeout();
        if (stage != Stage.CLOSED) {
            services.metrics().closed(SessionMetrics.LOST, source, "");
            stage = Stage.CLOSED;
        }
        abandon();
        ctx.fireChannelInactive();
    }

    /** Lets the avatar wait for its person. Leaving for good has been told before, if it was so. */
    private void abandon() {
        PlayerLink own = link;
        Session ownSession = session;
        link = null;
        if (own != null && ownSession != null) {
            own.closed();
            if (avatar != 0) {
                ownSession.instance().mailbox().detach(avatar, own);
                services.detached().accept(ownSession);
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (link != null && ctx.channel().isWritable()) {
            link.onWritable();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == Liveness.SILENT) {
            close(ctx, Closing.DEAD, "");
        } else if (event == Liveness.MISSED || event == Liveness.HEARD_AGAIN) {
            PlayerInput own = input;
            if (stage == Stage.PLAYING && own != null) {
                own.onSign(avatar, event == Liveness.HEARD_AGAIN);
            }
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof BinaryWebSocketFrame frame) {
                onMessage(frame.content());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void onOpen(Outlet outlet) {
        if (context != null) {
            line = new Line(context, outlet);
            if (helloDeadline != null) {
                helloDeadline.leaveOut(outlet.pause());
            }
        }
    }

    @Override
    public void onMessage(ByteBuf content) {
        Line open = line;
        if (open == null || stage == Stage.CLOSED) {
            return;
        }
        ChannelHandlerContext ctx = open.ctx();
        if (content.readableBytes() > (stage == Stage.HELLO_AWAITED ? HELLO_BYTES : MESSAGE_BYTES)) {
            close(ctx, Closing.TOO_BIG, content.readableBytes() + " bytes");
            return;
        }
        try {
            PlayerInput own = input;
            if (stage == Stage.PLAYING && own != null && moveInput.read(content)) {
                obey(ctx, own.onMove(avatar));
            } else {
                onOther(open, ClientMessage.parseFrom(content.nioBuffer()));
            }
        } catch (WireException | InvalidProtocolBufferException broken) {
            onBroken(ctx, String.valueOf(broken.getMessage()));
        }
    }

    private void onBroken(ChannelHandlerContext ctx, String detail) {
        if (stage == Stage.HELLO_AWAITED) {
            refuse(ctx, new Refused(RefusalCode.REFUSAL_CODE_BAD_HELLO, "The greeting could not be understood."));
        } else {
            close(ctx, Closing.BAD_MESSAGE, detail);
        }
    }

    private void onOther(Line own, ClientMessage message) {
        ChannelHandlerContext ctx = own.ctx();
        if (stage == Stage.HELLO_AWAITED) {
            if (message.hasHello()) {
                onHello(own, message);
            } else {
                close(ctx, Closing.OUT_OF_ORDER, "first message was " + message.getKindCase());
            }
            return;
        }
        PlayerInput playing = input;
        switch (message.getKindCase()) {
            case ACTION -> onAction(ctx, message.getAction());
            case CLOCK_PING -> {
                if (playing != null) {
                    obey(ctx, playing.onClockPing(message.getClockPing().getClientTimeMs()));
                }
            }
            case PRESENCE -> {
                if (playing != null && stage == Stage.PLAYING) {
                    obey(ctx, playing.onPresence(avatar, message.getPresence().getAway()));
                }
            }
            case LEAVE -> {
                leave();
                close(ctx, Closing.LEFT, "");
            }
            case HELLO, MOVE -> close(ctx, Closing.OUT_OF_ORDER, message.getKindCase() + " while " + stage);
            case KIND_NOT_SET -> onUnknown(ctx, message);
        }
    }

    /** A kind of a later version is passed over, at the price of an action; a message without any is a fault. */
    private void onUnknown(ChannelHandlerContext ctx, ClientMessage message) {
        PlayerInput playing = input;
        if (message.getUnknownFields().asMap().isEmpty()) {
            close(ctx, Closing.BAD_MESSAGE, "no kind");
        } else if (playing == null || stage != Stage.PLAYING) {
            close(ctx, Closing.OUT_OF_ORDER, "an unknown kind while " + stage);
        } else {
            obey(ctx, playing.onUnknown());
        }
    }

    private void onHello(Line own, ClientMessage message) {
        stopHelloTimeout();
        stage = Stage.JOINING;
        services.reception()
                .receive(own, this, message.getHello())
                .thenAccept(answer -> onAnswer(own.ctx(), answer))
                .exceptionally(failure -> {
                    LOG.error("A greeting could not be answered", failure);
                    own.ctx().executor().execute(() -> close(own.ctx(), Closing.INTERNAL, "greeting"));
                    return null;
                });
    }

    /** The connection may have ended meanwhile; the welcome that is under way is then answered by leaving. */
    private void onAnswer(ChannelHandlerContext ctx, Reception.Answer answer) {
        if (answer instanceof Refused refused) {
            if (stage != Stage.CLOSED) {
                refuse(ctx, refused);
            }
        } else if (answer instanceof Reception.Received received) {
            session = received.session();
            link = received.link();
            resumed = received.resumed();
            input = new PlayerInput(services, received.session(), received.link(), moveInput);
            if (stage == Stage.CLOSED) {
                received.link().closed();
            }
        }
    }

    private void onAction(ChannelHandlerContext ctx, Action action) {
        PlayerInput playing = input;
        if (stage != Stage.PLAYING || playing == null) {
            close(ctx, Closing.OUT_OF_ORDER, "ACTION while " + stage);
        } else if (action.getId() == 0) {
            close(ctx, Closing.BAD_MESSAGE, "action without id");
        } else {
            obey(ctx, playing.onAction(avatar, action));
        }
    }

    private void obey(ChannelHandlerContext ctx, PlayerInput.Verdict verdict) {
        if (verdict == PlayerInput.Verdict.FLOOD) {
            leave();
            close(ctx, Closing.FLOOD, "");
        }
    }

    /** The person, or a client that cannot be trusted, is out for good. */
    private void leave() {
        if (session != null && link != null && avatar != 0) {
            session.leave(link);
        }
    }

    @Override
    public void onWelcome(PlayerLink welcomed, int ownAvatar) {
        avatar = ownAvatar;
        if (stage == Stage.JOINING) {
            stage = Stage.PLAYING;
            services.metrics().joined(resumed);
        } else if (session != null) {
            // The connection ended while the instance was opening the door.
            if (resumed && session.end() == null) {
                session.instance().mailbox().detach(ownAvatar, welcomed);
                services.detached().accept(session);
            } else {
                session.instance().mailbox().leave(ownAvatar, welcomed);
            }
        }
    }

    @Override
    public void onRefused(Mail.Refused refused) {
        services.metrics().refused(refused.code().name(), source, "");
        if (session != null) {
            session.onEnded();
        }
        finish(CloseReason.CLOSE_REASON_REFUSED);
    }

    @Override
    public void onFarewell(CloseReason reason, ByteString farewell) {
        PlayerLink own = link;
        if (stage != Stage.CLOSED && own != null) {
            services.metrics().closed(reason.name(), source, "");
            LastWords.write(own.context(), farewell);
            finish(reason);
        }
    }

    @Override
    public void onTakenOver() {
        PlayerLink own = link;
        if (own != null) {
            // The session belongs to the next connection: nothing that happens here may touch it.
            close(own.context(), Closing.TAKEN_OVER, "");
            own.closed();
            link = null;
        }
    }

    @Override
    public void onTooSlow() {
        PlayerLink own = link;
        if (own != null) {
            close(own.context(), Closing.SLOW_READER, "");
        }
    }

    @Override
    public void onTooMuchKept() {
        if (session != null) {
            session.end(Closing.SLOW_READER);
        }
    }

    @Override
    public void onExpelled(Closing closing) {
        PlayerLink own = link;
        if (own != null) {
            close(own.context(), closing, "");
        }
    }

    private void refuse(ChannelHandlerContext ctx, Refused refused) {
        services.metrics().refused(refused.code().name(), source, refused.message());
        LastWords.write(ctx, refused.bytes());
        stage = Stage.CLOSED;
        stopHelloTimeout();
        ctx.writeAndFlush(LastWords.closeFrame(CloseReason.CLOSE_REASON_REFUSED), ctx.voidPromise());
    }

    private void close(ChannelHandlerContext ctx, Closing closing, String detail) {
        if (stage == Stage.CLOSED) {
            return;
        }
        services.metrics().closed(closing.reason().name(), source, detail);
        if (!closing.mayResume() && closing.reason() != CloseReason.CLOSE_REASON_TAKEN_OVER) {
            leave();
        }
        if (link != null) {
            link.flush();
        }
        LastWords.write(ctx, closing.farewell());
        stage = Stage.CLOSED;
        stopHelloTimeout();
        if (link != null) {
            link.closed();
        }
        ctx.writeAndFlush(LastWords.closeFrame(closing.reason()), ctx.voidPromise());
    }

    private void finish(CloseReason reason) {
        stage = Stage.CLOSED;
        PlayerLink own = link;
        if (own != null) {
            own.closed();
            own.context()
                    .writeAndFlush(LastWords.closeFrame(reason), own.context().voidPromise());
        }
    }

    private void stopHelloTimeout() {
        if (helloDeadline != null) {
            helloDeadline.stop();
        }
    }
}
