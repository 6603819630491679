package org.parvis.server.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/**
 * A WebSocket peer without manners: sends a whole batch of messages without waiting for anything, then reads until
 * the server closes. One thread.
 */
final class HostilePeer implements AutoCloseable {
    /** The server ended the connection without a close frame, or the peer gave up waiting. */
    static final int NO_CODE = 0;

    private static final int TIMEOUT_MS = 15_000;
    private static final int CLOSE = 8;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    HostilePeer(URI join) throws IOException {
        socket = new Socket(join.getHost(), join.getPort());
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
        out = socket.getOutputStream();
        out.write(("GET /v1/join HTTP/1.1\r\nHost: " + join.getAuthority()
                        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: parvis.v1\r\n\r\n")
                .getBytes(ISO_8859_1));
        String answer = readHead();
        if (!answer.startsWith("HTTP/1.1 101")) {
            socket.close();
            throw new IOException("no upgrade: " + answer);
        }
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            head.append((char) byteOrEnd());
        }
        return head.toString();
    }

    /** Sends one message and waits for the first binary answer or the close. */
    boolean sendAndAwaitAnswer(byte[] message) throws IOException {
        send(List.of(message));
        int opcode = skipFrame();
        return opcode != CLOSE;
    }

    /** Sends messages in one write. A server that has closed meanwhile is no fault. */
    void send(List<byte[]> messages) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            frame(frames, 2, message);
        }
        out.write(frames.toByteArray());
        out.flush();
    }

    /** Reads until the server closes, and answers the close. */
    int awaitClose() {
        try {
            while (true) {
                int first = byteOrEnd();
                int length = readLength();
                if ((first & 0x0F) != CLOSE) {
                    in.skipNBytes(length);
                    continue;
                }
                byte[] reason = in.readNBytes(length);
                ByteArrayOutputStream echo = new ByteArrayOutputStream();
                frame(echo, CLOSE, reason);
                out.write(echo.toByteArray());
                return length < 2 ? NO_CODE : (reason[0] & 0xFF) << 8 | (reason[1] & 0xFF);
            }
        } catch (IOException ended) {
            return NO_CODE;
        }
    }

    private int skipFrame() throws IOException {
        int opcode = byteOrEnd() & 0x0F;
        in.skipNBytes(readLength());
        return opcode;
    }

    private int readLength() throws IOException {
        int length = byteOrEnd();
        if (length < 126) {
            return length;
        }
        int value = 0;
        for (int i = 0; i < (length == 126 ? 2 : 8); i++) {
            value = value << 8 | byteOrEnd();
        }
        return value;
    }

    private int byteOrEnd() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    /** A final frame masked with zeros: legal, and its bytes stay readable in a capture. */
    private static void frame(ByteArrayOutputStream frames, int opcode, byte[] payload) {
        frames.write(0x80 | opcode);
        if (payload.length < 126) {
            frames.write(0x80 | payload.length);
        } else {
            frames.write(0x80 | 126);
            frames.write(payload.length >> 8);
            frames.write(payload.length);
        }
        frames.writeBytes(new byte[4]);
        frames.writeBytes(payload);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
