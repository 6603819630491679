package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import org.parvis.protocol.close.CloseRules;
import org.parvis.protocol.v1.CloseReason;

/** What is written to a connection before it ends, past its link. Stateless; event loop of the connection. */
final class LastWords {
    private LastWords() {}

    static void write(ChannelHandlerContext ctx, ByteString message) {
        ctx.writeAndFlush(
                new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message.asReadOnlyByteBuffer())), ctx.voidPromise());
    }

    static CloseWebSocketFrame closeFrame(CloseReason reason) {
        return new CloseWebSocketFrame(CloseRules.code(reason), reason.name());
    }
}
