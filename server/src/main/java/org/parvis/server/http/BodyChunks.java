package org.parvis.server.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.stream.ChunkedInput;
import java.nio.ByteBuffer;

/**
 * A large body in pieces, each made only when the connection can take it. TLS keeps an encrypted copy of all that was
 * written to it: of a body written whole, a peer that does not read would make the server hold a copy for as long as it
 * likes.
 *
 * <p>Event loop only.
 */
final class BodyChunks implements ChunkedInput<HttpContent> {
    private static final int CHUNK_BYTES = 32 * 1024;

    private final ByteBuffer rest;
    private final long wholeBytes;
    private boolean ended;

    BodyChunks(ByteBuffer body) {
        rest = body.duplicate();
        wholeBytes = body.remaining();
    }

    @Override
    public HttpContent readChunk(ByteBufAllocator allocator) {
        int bytes = Math.min(CHUNK_BYTES, rest.remaining());
        ByteBuffer chunk = rest.slice(rest.position(), bytes);
        rest.position(rest.position() + bytes);
        ended = !rest.hasRemaining();
        return ended
                ? new DefaultLastHttpContent(Unpooled.wrappedBuffer(chunk))
                : new DefaultHttpContent(Unpooled.wrappedBuffer(chunk));
    }

    @Override
    @Deprecated
    public HttpContent readChunk(ChannelHandlerContext ctx) {
        throw new UnsupportedOperationException("Netty asks by the allocator");
    }

    @Override
    public boolean isEndOfInput() {
        return ended;
    }

    @Override
    public void close() {
        // The body belongs to whoever keeps the file; nothing is held here.
    }

    @Override
    public long length() {
        return wholeBytes;
    }

    @Override
    public long progress() {
        return wholeBytes - rest.remaining();
    }
}
