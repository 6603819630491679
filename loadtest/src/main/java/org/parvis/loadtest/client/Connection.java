package org.parvis.loadtest.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection of a simulated person, RFC 6455 in the little that a client of this protocol
 * needs: the handshake, unfragmented binary frames, ping, close. Thousands of them share one event loop, so
 * a frame that arrived whole is handed on where it lies, without an object for it.
 *
 * <p>Event loop only.
 */
public final class Connection extends ChannelInboundHandlerAdapter {
    private static final int MAX_HANDSHAKE_BYTES = 8 * 1024;
    private static final int FINAL_OR_RESERVED = 0xf0;
    private static final int FINAL = 0x80;
    private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[16]);
    private static final String EXPECTED_ACCEPT = "ICX+Yqv66kxgM0FcWaLWlFLwTAI=";

    private final URI target;
    private final Opening opening;
    private final Listener listener;
    private final InboundBytes inbound = new InboundBytes();
    private @Nullable ChannelHandlerContext context;
    private boolean open;
    private int closeCode = CloseCodes.NONE;
    private @Nullable String failure;

    /** How a connection begins. */
    public enum Opening {
        /** With a whole request for the upgrade, as clients do. */
        UPGRADE,
        /** With a whole request for something small, and then never again a word. */
        ONE_REQUEST,
        /** With half a request, which is never finished. */
        HALF_REQUEST,
        /** With nothing at all. */
        SILENCE
    }

    /** What happens on a connection. Called on the event loop. */
    public interface Listener {
        /** The handshake is done. */
        void onOpen();

        /**
         * A binary message arrived.
         *
         * @param bytes holds it; not to be kept
         * @param from its first byte
         * @param length its length, bytes
         * @param wireBytes its length with the WebSocket header, bytes
         */
        void onMessage(byte[] bytes, int from, int length, int wireBytes);

        /**
         * The connection has ended, for whatever reason; called once.
         *
         * @param closeCode the server's close code, or one of {@link CloseCodes}
         * @param detail more about it, for a person
         */
        void onClosed(int closeCode, String detail);
    }

    /**
     * @param target where to connect, {@code ws://host:port/path}
     * @param opening how it begins
     * @param listener hears what happens
     */
    public Connection(URI target, Opening opening, Listener listener) {
        this.target = target;
        this.opening = opening;
        this.listener = listener;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        String request = opening == Opening.ONE_REQUEST ? smallRequest() : upgrade();
        byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
        int length = switch (opening) {
            case UPGRADE, ONE_REQUEST -> bytes.length;
            case HALF_REQUEST -> bytes.length / 2;
            case SILENCE -> 0;
        };
        if (length > 0) {
            ctx.writeAndFlush(ctx.alloc().buffer().writeBytes(bytes, 0, length));
        }
    }

    private String smallRequest() {
        return "GET /health/live HTTP/1.1\r\nHost: " + target.getAuthority() + "\r\n\r\n";
    }

    private String upgrade() {
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        return "GET " + target.getRawPath() + query + " HTTP/1.1\r\n" + "Host: " + target.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY + "\r\nSec-WebSocket-Protocol: parvis.v1\r\n\r\n";
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf received = (ByteBuf) message;
        if (opening != Opening.UPGRADE) {
            received.release();
            return;
        }
        try {
            inbound.append(received);
        } finally {
            received.release();
        }
        if (open || readHandshake()) {
            while (readFrame(ctx)) {}
        }
        inbound.keepRest();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        String detail = failure != null ? failure : "the server closed the connection";
        listener.onClosed(closeCode, detail);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failure = Failure.words(cause);
        if (closeCode == CloseCodes.NONE) {
            closeCode = CloseCodes.IO_ERROR;
        }
        ctx.close();
    }

    /**
     * Sends a binary message.
     *
     * @param bytes holds it
     * @param length its length, bytes, from 0
     */
    public void send(byte[] bytes, int length) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || !open || !ctx.channel().isActive()) {
            return;
        }
        ByteBuf frame = ctx.alloc().buffer(length + 8);
        FrameWriter.writeMasked(frame, FrameWriter.BINARY, bytes, length);
        ctx.writeAndFlush(frame, ctx.voidPromise());
    }

    /**
     * Sends bytes that are no message, as a hostile client would.
     *
     * @param bytes payload of a binary frame, or raw bytes on the socket
     * @param framed whether they are put into a frame
     */
    public void sendRaw(byte[] bytes, boolean framed) {
        ChannelHandlerContext ctx = context;
        if (framed) {
            send(bytes, bytes.length);
        } else if (ctx != null && ctx.channel().isActive()) {
            ctx.writeAndFlush(ctx.alloc().buffer(bytes.length).writeBytes(bytes), ctx.voidPromise());
        }
    }

    /** Turns automatic reading off: from now on only {@link #readOnce} reads. */
    public void readOnlyWhenAsked() {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    /** Reads what has arrived on a connection whose automatic reading is off. */
    public void readOnce() {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.read();
        }
    }

    /**
     * Waits for the server to close, which it does when told good-bye, and closes from this side if that takes long.
     * Whoever closes with bytes unread cuts the connection off, and the server never hears the good-bye.
     *
     * @param patienceMs how long to wait, milliseconds
     */
    public void awaitClose(long patienceMs) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || !open) {
            close();
        } else {
            ctx.channel().config().setAutoRead(true);
            ctx.executor().schedule(this::close, patienceMs, TimeUnit.MILLISECONDS);
        }
    }

    /** Closes the connection from this side. */
    public void close() {
        ChannelHandlerContext ctx = context;
        if (ctx != null && ctx.channel().isActive()) {
            closeCode = CloseCodes.OWN_WISH;
            ctx.close();
        }
    }

    private boolean readHandshake() {
        int end = inbound.endOfHeaders();
        if (end < 0) {
            if (inbound.length() > MAX_HANDSHAKE_BYTES) {
                fail(CloseCodes.HANDSHAKE_FAILED, "the server's answer to the upgrade is too long");
            }
            return false;
        }
        String headers = inbound.text(end);
        inbound.skip(end);
        if (!headers.startsWith("HTTP/1.1 101") || !headers.contains(EXPECTED_ACCEPT)) {
            fail(CloseCodes.HANDSHAKE_FAILED, upgradeRefused(headers));
            return false;
        }
        open = true;
        listener.onOpen();
        return true;
    }

    private static String upgradeRefused(String headers) {
        String answer = headers.lines().findFirst().orElse("").replaceFirst("HTTP/1\\.[01] ", "");
        String hint = answer.startsWith("404") ? ": is the path right? It is usually /v1/join" : "";
        return "no WebSocket upgrade, the server answers " + answer.strip() + hint;
    }

    private boolean readFrame(ChannelHandlerContext ctx) {
        byte[] bytes = inbound.bytes();
        int at = inbound.position();
        int available = inbound.length();
        if (available < 2) {
            return false;
        }
        int opcode = bytes[at] & 0x0f;
        if ((bytes[at] & FINAL_OR_RESERVED) != FINAL) {
            fail(CloseCodes.BAD_SERVER_MESSAGE, "the server sent a message in pieces or with an extension");
            return false;
        }
        int header = 2;
        long length = bytes[at + 1] & 0x7f;
        if (length >= 126) {
            header = length == 126 ? 4 : 10;
            if (available < header) {
                return false;
            }
            length = 0;
            for (int i = 2; i < header; i++) {
                length = (length << 8) | (bytes[at + i] & 0xff);
            }
        }
        if (length < 0 || length > MAX_MESSAGE_BYTES) {
            fail(CloseCodes.BAD_SERVER_MESSAGE, "the server announced a frame of " + length + " bytes");
            return false;
        }
        if (available < header + length) {
            return false;
        }
        inbound.skip(header + (int) length);
        onFrame(ctx, opcode, at + header, (int) length, header);
        return true;
    }

    private void onFrame(ChannelHandlerContext ctx, int opcode, int from, int length, int header) {
        byte[] bytes = inbound.bytes();
        switch (opcode) {
            case FrameWriter.BINARY -> listener.onMessage(bytes, from, length, header + length);
            case FrameWriter.PING -> {
                byte[] payload = java.util.Arrays.copyOfRange(bytes, from, from + length);
                ByteBuf pong = ctx.alloc().buffer(length + 8);
                FrameWriter.writeMasked(pong, FrameWriter.PONG, payload, length);
                ctx.writeAndFlush(pong, ctx.voidPromise());
            }
            case FrameWriter.CLOSE -> {
                closeCode = length >= 2 ? ((bytes[from] & 0xff) << 8) | (bytes[from + 1] & 0xff) : CloseCodes.NO_STATUS;
                failure = length > 2 ? new String(bytes, from + 2, length - 2, StandardCharsets.UTF_8) : "";
                ctx.close();
            }
            default -> {}
        }
    }

    private void fail(int code, String why) {
        failure = why;
        closeCode = code;
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.close();
        }
    }
}
