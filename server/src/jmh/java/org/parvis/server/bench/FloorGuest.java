package org.parvis.server.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.protocol.v1.Welcome;

/** Welcomes whoever says Hello; all that comes after it is read and forgotten. The floor's one event loop only. */
final class FloorGuest extends SimpleChannelInboundHandler<BinaryWebSocketFrame> {
    private final FloorCrowd crowd;
    private boolean welcomed;

    FloorGuest(FloorCrowd crowd) {
        this.crowd = crowd;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, BinaryWebSocketFrame frame)
            throws InvalidProtocolBufferException {
        if (welcomed) {
            return;
        }
        ClientMessage hello = ClientMessage.parseFrom(frame.content().nioBuffer());
        if (!hello.hasHello()) {
            return;
        }
        welcomed = true;
        ServerMessage welcome = ServerMessage.newBuilder()
                .setWelcome(Welcome.newBuilder()
                        .setAvatar(crowd.enter(ctx))
                        .setTickRateHz(20)
                        .setName(hello.getHello().getGuestName())
                        .setPlace(Place.getDefaultInstance()))
                .build();
        ctx.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(welcome.toByteArray())));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        crowd.leave(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
