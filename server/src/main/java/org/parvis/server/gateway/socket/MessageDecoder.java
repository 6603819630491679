package org.parvis.server.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import org.jspecify.annotations.Nullable;

/**
 * Netty's decoder of WebSocket frames, with a short cut for what nearly all that comes in is: a buffer that holds whole
 * binary messages, such as moves.
 *
 * <p>A frame that takes the short cut is unmasked where it lies and handed to the {@link MessageTaker}; it makes no
 * object and wakes no other handler of the pipeline. Only a frame that RFC 6455 section 5.2 lets nobody object to does:
 * final, binary, masked, no reserved bit, its length written in the shortest way and within the limit. What comes of it
 * in pieces is kept until it is whole. Whole control frames go through Netty's decoder one at a time and leave it between
 * two frames. Any other frame ends the short cut for the rest of the connection, since the decoder does not tell whether
 * it is between two frames.
 *
 * <p>Event loop only.
 */
final class MessageDecoder extends WebSocket13FrameDecoder {
    private static final int FINAL_BINARY = 0x82;
    private static final int FINAL_CONTROL = 0x88;
    private static final int CONTROL_BITS = 0xf8;
    private static final int MASKED = 0x80;
    private static final int SHORT_MAX_BYTES = 125;
    private static final int LENGTH_16 = 126;
    private static final int MASK_BYTES = 4;
    /** What {@link #wholeFrame} tells of a frame that has not come in full. */
    private static final int UNFINISHED = -1;
    /** What {@link #wholeFrame} tells of a frame that is not for the short cut. */
    private static final int UNUSUAL = -2;

    private final int maxMessageBytes;
    private @Nullable MessageTaker taker;
    private @Nullable WebSocketGuard guard;
    /** The beginning of a frame whose rest has not come; at most a frame and what else came with its rest. */
    private @Nullable ByteBuf begun;

    private boolean betweenFrames = true;
    private int headerBytes;

    MessageDecoder(WebSocketDecoderConfig config) {
        super(config);
        maxMessageBytes = config.maxFramePayloadLength();
    }

    /** From now on whole binary messages go straight to the taker, unless the guard says that the connection is closing. */
    void shortCutTo(MessageTaker newTaker, WebSocketGuard newGuard) {
        taker = newTaker;
        guard = newGuard;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        MessageTaker to = taker;
        WebSocketGuard through = guard;
        if (betweenFrames && to != null && through != null && message instanceof ByteBuf bytes) {
            readFrames(ctx, joined(ctx, bytes), to, through);
        } else {
            betweenFrames = false;
            super.channelRead(ctx, message);
        }
    }

    /** What has come, behind what came before of the same frame. */
    private ByteBuf joined(ChannelHandlerContext ctx, ByteBuf bytes) {
        ByteBuf earlier = begun;
        if (earlier == null) {
            return bytes;
        }
        begun = null;
        ByteBuf both = ctx.alloc().buffer(earlier.readableBytes() + bytes.readableBytes());
        both.writeBytes(earlier).writeBytes(bytes);
        earlier.release();
        bytes.release();
        return both;
    }

    private void readFrames(ChannelHandlerContext ctx, ByteBuf bytes, MessageTaker to, WebSocketGuard through)
            throws Exception {
        boolean passedOn = false;
        try {
            while (bytes.isReadable()) {
                int payloadBytes = wholeFrame(bytes);
                if (payloadBytes == UNUSUAL) {
                    betweenFrames = false;
                    passedOn = true;
                    super.channelRead(ctx, bytes);
                    return;
                }
                if (payloadBytes == UNFINISHED) {
                    begun = ctx.alloc().buffer(bytes.readableBytes()).writeBytes(bytes);
                    return;
                }
                if (bytes.getUnsignedByte(bytes.readerIndex()) == FINAL_BINARY) {
                    take(bytes, payloadBytes, to, through);
                } else {
                    super.channelRead(ctx, bytes.readRetainedSlice(headerBytes + payloadBytes));
                }
            }
        } finally {
            if (!passedOn) {
                bytes.release();
            }
        }
    }

    /** Length of the payload of the frame that comes next; notes its header's. */
    private int wholeFrame(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int readable = bytes.readableBytes();
        if (readable < 2) {
            return UNFINISHED;
        }
        int first = bytes.getUnsignedByte(at);
        int second = bytes.getUnsignedByte(at + 1);
        boolean control = (first & CONTROL_BITS) == FINAL_CONTROL;
        if ((first != FINAL_BINARY && !control) || (second & MASKED) == 0) {
            return UNUSUAL;
        }
        int length = second & ~MASKED;
        headerBytes = 2 + MASK_BYTES;
        if (length > SHORT_MAX_BYTES) {
            if (control || length != LENGTH_16) {
                return UNUSUAL;
            }
            if (readable < 2 + Short.BYTES) {
                return UNFINISHED;
            }
            length = bytes.getUnsignedShort(at + 2);
            headerBytes += Short.BYTES;
            if (length <= SHORT_MAX_BYTES || length > maxMessageBytes) {
                return UNUSUAL;
            }
        }
        return readable >= headerBytes + length ? length : UNFINISHED;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        // On the short cut nobody behind this waits for it.
        if (!betweenFrames) {
            super.channelReadComplete(ctx);
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        drop();
        super.handlerRemoved0(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        drop();
        super.channelInactive(ctx);
    }

    private void drop() {
        if (begun != null) {
            begun.release();
            begun = null;
        }
    }

    private void take(ByteBuf bytes, int payloadBytes, MessageTaker to, WebSocketGuard through) {
        int from = bytes.readerIndex() + headerBytes;
        int end = from + payloadBytes;
        unmask(bytes, bytes.getInt(from - MASK_BYTES), from, end);
        int restEnd = bytes.writerIndex();
        if (through.messageHeard()) {
            bytes.setIndex(from, end);
            to.onMessage(bytes);
        }
        bytes.setIndex(end, restEnd);
    }

    private static void unmask(ByteBuf bytes, int mask, int from, int end) {
        int at = from;
        for (; at <= end - Integer.BYTES; at += Integer.BYTES) {
            bytes.setInt(at, bytes.getInt(at) ^ mask);
        }
        for (int shift = 24; at < end; at++, shift -= 8) {
            bytes.setByte(at, bytes.getByte(at) ^ (mask >>> shift));
        }
    }
}
