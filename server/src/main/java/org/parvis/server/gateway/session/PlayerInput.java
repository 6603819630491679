package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.ActionReply;
import org.parvis.protocol.v1.ClockPong;
import org.parvis.protocol.v1.Notice;
import org.parvis.protocol.v1.NoticeCode;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.gateway.socket.Liveness;
import org.parvis.server.instance.Mailbox;

/**
 * What somebody who is in sends: weighed against their budgets, then put into the mailbox of the instance. What is over
 * the budget is dropped, with a warning now and then. Event loop of the connection.
 */
final class PlayerInput {
    private static final int BUSY_RETRY_MS = 1_000;

    private final ChannelHandlerContext ctx;
    private final Session session;
    private final PlayerLink link;
    private final MoveInput moveInput;
    private final SessionMetrics metrics;
    private final InputBudgets budgets;
    private boolean saidAway;
    private boolean toldNoBody;

    PlayerInput(SessionHandler.Services services, Session session, PlayerLink link, MoveInput moveInput) {
        this.ctx = link.context();
        this.session = session;
        this.link = link;
        this.moveInput = moveInput;
        metrics = services.metrics();
        budgets = new InputBudgets(services.config().budgets(), link.pause(), System.nanoTime());
    }

    /** Whether the connection may go on. */
    enum Verdict {
        /** It may. */
        FINE,
        /** Warnings did not help. */
        FLOOD
    }

    /** Takes the move that was just read. */
    Verdict onMove(int avatar) {
        long nowNs = now();
        if (!budgets.moves().take(nowNs)) {
            metrics.moveDropped();
            return overrun(nowNs);
        }
        if (session.isSpectator()) {
            tellThatThereIsNoBody();
        } else if (moveInput.floor() < session.instance().cells().floors()) {
            mailbox().move(avatar, moveInput);
        }
        return Verdict.FINE;
    }

    private void tellThatThereIsNoBody() {
        metrics.moveDropped();
        if (!toldNoBody) {
            toldNoBody = true;
            notice(NoticeCode.NOTICE_CODE_NO_BODY, "You look on without a body: moves are passed over.");
        }
    }

    Verdict onAction(int avatar, Action action) {
        long nowNs = now();
        if (!budgets.actions().take(nowNs)) {
            replyBusy(action.getId());
            return overrun(nowNs);
        }
        if (!mailbox().act(avatar, link, action)) {
            replyBusy(action.getId());
        }
        return Verdict.FINE;
    }

    /** Takes a message of a kind that this version does not know: nothing is done. */
    Verdict onUnknown() {
        long nowNs = System.nanoTime();
        return budgets.actions().take(nowNs) ? Verdict.FINE : overrun(nowNs);
    }

    private void replyBusy(long actionId) {
        link.send(ServerMessage.newBuilder()
                .setActionReply(ActionReply.newBuilder()
                        .setId(actionId)
                        .setCode(ActionCode.ACTION_CODE_BUSY)
                        .setRetryAfterMs(BUSY_RETRY_MS)
                        .setMessage("Too much at once; please try again in a moment."))
                .build()
                .toByteString());
        link.flush();
    }

    Verdict onClockPing(long clientTimeMs) {
        long nowNs = now();
        if (!budgets.pings().take(nowNs)) {
            return overrun(nowNs);
        }
        if (ctx.channel().isWritable()) {
            ByteString pong = ServerMessage.newBuilder()
                    .setClockPong(ClockPong.newBuilder()
                            .setClientTimeMs(clientTimeMs)
                            .setTimeMs(session.instance().time().nowMs()))
                    .build()
                    .toByteString();
            ctx.writeAndFlush(
                    new BinaryWebSocketFrame(Unpooled.wrappedBuffer(pong.asReadOnlyByteBuffer())), ctx.voidPromise());
        }
        return Verdict.FINE;
    }

    Verdict onPresence(int avatar, boolean away) {
        long nowNs = now();
        if (!budgets.presence().take(nowNs)) {
            return overrun(nowNs);
        }
        saidAway = away;
        ctx.channel().attr(Liveness.AWAY).set(away);
        mailbox().away(avatar, link, away);
        if (!away) {
            link.missedFrames();
        }
        return Verdict.FINE;
    }

    /** A ping was not answered in time, or somebody is heard again: others see the person as away meanwhile. */
    void onSign(int avatar, boolean heardAgain) {
        mailbox().away(avatar, link, !heardAgain || saidAway);
    }

    private long now() {
        long nowNs = System.nanoTime();
        budgets.catchUp(nowNs);
        return nowNs;
    }

    private Verdict overrun(long nowNs) {
        return switch (budgets.overrun(nowNs)) {
            case CLOSE -> Verdict.FLOOD;
            case WARN -> {
                notice(NoticeCode.NOTICE_CODE_SLOW_DOWN, "Messages come too fast; some were dropped.");
                yield Verdict.FINE;
            }
            case DROP -> Verdict.FINE;
        };
    }

    private void notice(NoticeCode code, String message) {
        link.send(ServerMessage.newBuilder()
                .setNotice(Notice.newBuilder().setCode(code).setMessage(message))
                .build()
                .toByteString());
        link.flush();
    }

    private Mailbox mailbox() {
        return session.instance().mailbox();
    }
}
