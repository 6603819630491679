package org.parvis.server.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;

/** Those who get frames: each every so many ticks, in turns. The floor's one event loop only. */
final class FloorCrowd {
    private static final int FINAL_BINARY = 0x82;
    private static final int LENGTH_16 = 126;
    private static final int FRAME_FIELD = 0x0a;
    private static final int UNKNOWN_FIELD = 0x7a;
    private static final int TAG_AND_LENGTH = 4;

    private final ByteBuf frame;
    private final int pace;
    private final List<ChannelHandlerContext> guests = new ArrayList<>();
    private int ticks;
    private int avatars;

    FloorCrowd(int frameBytes, int pace) {
        this.pace = pace;
        frame = frame(frameBytes);
    }

    /** A WebSocket frame with a Frame of one field that nobody knows. */
    private static ByteBuf frame(int bytes) {
        ByteBuf frame = ByteBufAllocator.DEFAULT.directBuffer(bytes);
        frame.writeByte(FINAL_BINARY).writeByte(LENGTH_16).writeShort(bytes - 4);
        int inner = bytes - 4 - TAG_AND_LENGTH;
        tag(frame, FRAME_FIELD, inner);
        int padding = inner - TAG_AND_LENGTH;
        tag(frame, UNKNOWN_FIELD, padding);
        return frame.writeZero(padding);
    }

    /** Tag and length in four bytes, whatever the length. */
    private static void tag(ByteBuf frame, int tag, int length) {
        frame.writeByte(tag)
                .writeByte((length & 0x7f) | 0x80)
                .writeByte(((length >>> 7) & 0x7f) | 0x80)
                .writeByte(length >>> 14);
    }

    int enter(ChannelHandlerContext guest) {
        guests.add(guest);
        return ++avatars;
    }

    void leave(ChannelHandlerContext guest) {
        guests.remove(guest);
    }

    void tick() {
        ticks++;
        for (int i = ticks % pace; i < guests.size(); i += pace) {
            ChannelHandlerContext guest = guests.get(i);
            if (guest.channel().isWritable()) {
                guest.writeAndFlush(frame.retainedDuplicate(), guest.voidPromise());
            }
        }
    }
}
