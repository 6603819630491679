package org.parvis.server.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parvis.server.testing.OverTls;

/** A peer that writes exactly the bytes a test wants, good manners or not. All reads are bounded by ten seconds. */
final class RawPeer implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");

    private final Socket socket;
    private final InputStream in;

    private RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        in = socket.getInputStream();
    }

    static RawPeer connect(int port) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MS);
            return new RawPeer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From another address of this machine. */
    static RawPeer connectFrom(String address, int port) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), 0);
            socket.setSoTimeout(PATIENCE_MS);
            return new RawPeer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Over TLS, with the certificate of the tests. */
    static RawPeer connectByTls(int port) {
        try {
            Socket socket = OverTls.certificate()
                    .trusting()
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MS);
            return new RawPeer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawPeer send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawPeer send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that nothing more will come; what the server sends can still be read. */
    RawPeer shutOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Status line, headers and whatever follows, until the server closes. */
    String readToEnd() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException reset) {
            // A reset ends the connection too; what came before it counts.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** One reply with its body, whose length it must tell. */
    String readReply() {
        StringBuilder reply = new StringBuilder(readHead());
        Matcher length = LENGTH.matcher(reply);
        for (int left = length.find() ? Integer.parseInt(length.group(1)) : 0; left > 0; left--) {
            reply.append((char) readByte());
        }
        return reply.toString();
    }

    /** Status line and headers. */
    String readHead() {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) readByte());
        }
        return head.toString();
    }

    /** The next frame that is no ping; small frames only. */
    Frame readFrame() {
        while (true) {
            int opcode = readByte() & 0x0f;
            int length = readByte() & 0x7f;
            if (length == 126) {
                length = readByte() << 8 | readByte();
            }
            byte[] payload = new byte[length];
            for (int i = 0; i < length; i++) {
                payload[i] = (byte) readByte();
            }
            if (opcode != 9) {
                return new Frame(opcode, ByteBuffer.wrap(payload).asReadOnlyBuffer());
            }
        }
    }

    /** Opens a WebSocket the way a program does. */
    RawPeer join() {
        send(handshake(""));
        String head = readHead();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError("No upgrade: " + head);
        }
        return this;
    }

    static String handshake(String moreHeaders) {
        return "GET /v1/join HTTP/1.1\r\nHost: venue.test:8080\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Protocol: parvis.v1\r\n" + moreHeaders + "\r\n";
    }

    /** A masked frame; the mask is zero, which the protocol allows. */
    static byte[] frame(int firstByte, int announcedLength, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
        frame.put((byte) firstByte);
        if (announcedLength < 126) {
            frame.put((byte) (0x80 | announcedLength));
        } else if (announcedLength < 65_536) {
            frame.put((byte) (0x80 | 126)).putShort((short) announcedLength);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(announcedLength);
        }
        frame.putInt(0).put(payload);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    static byte[] frame(int firstByte, byte[] payload) {
        return frame(firstByte, payload.length, payload);
    }

    private int readByte() {
        try {
            int b = in.read();
            if (b < 0) {
                throw new AssertionError("The server closed the connection");
            }
            return b;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One frame. */
    record Frame(int opcode, ByteBuffer payload) {
        int closeCode() {
            return opcode == 8 ? payload.getShort(0) & 0xffff : -1;
        }
    }
}
