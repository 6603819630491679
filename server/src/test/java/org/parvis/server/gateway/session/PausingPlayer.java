package org.parvis.server.gateway.session;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.CellGrid;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.protocol.v1.Welcome;
import org.parvis.server.testing.OverTls;
import org.parvis.server.testing.SeenCrowd;

/** A player who reads from the socket only when told to, with hardly any buffer of its own. One thread. */
final class PausingPlayer implements AutoCloseable {
    private static final int RECEIVE_BYTES = 2048;
    private static final int PATIENCE_MS = 10_000;
    private static final int CLOSE = 0x8;

    private final Socket socket;
    private final DataInputStream in;
    private final List<String> chats = new ArrayList<>();
    private @Nullable SeenCrowd crowd;
    private @Nullable Welcome welcome;
    private int closeCode;

    PausingPlayer(URI uri, String name) throws IOException {
        socket = connect(uri);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 512));
        String request = "GET /v1/join HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: parvis.v1\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        skipHeaders();
        byte[] hello = TestPlayer.hello(name).toByteArray();
        OutputStream out = socket.getOutputStream();
        ByteBuffer frame = ByteBuffer.allocate(hello.length + 6);
        frame.put((byte) 0x82).put((byte) (0x80 | hello.length)).putInt(0).put(hello);
        out.write(frame.array());
        readUntil(() -> welcome != null);
    }

    private static Socket connect(URI uri) throws IOException {
        Socket plain = new Socket();
        plain.setReceiveBufferSize(RECEIVE_BYTES);
        plain.setSoTimeout(PATIENCE_MS);
        plain.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        return uri.getScheme().equals("wss")
                ? OverTls.certificate()
                        .trusting()
                        .getSocketFactory()
                        .createSocket(plain, uri.getHost(), uri.getPort(), true)
                : plain;
    }

    Welcome welcome() {
        return java.util.Objects.requireNonNull(welcome);
    }

    List<String> chats() {
        return chats;
    }

    SeenCrowd crowd() {
        return java.util.Objects.requireNonNull(crowd);
    }

    int closeCode() {
        return closeCode;
    }

    /** Reads frame after frame until something is so, or the connection is closed. */
    void readUntil(BooleanSupplier enough) throws IOException {
        while (!enough.getAsBoolean() && closeCode == 0) {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = Math.toIntExact(in.readLong());
            }
            byte[] payload = in.readNBytes(length);
            if ((first & 0x0f) == CLOSE) {
                closeCode = ByteBuffer.wrap(payload).getShort() & 0xffff;
            } else if ((first & 0x0f) == 0x2) {
                onMessage(payload);
            }
        }
    }

    private void onMessage(byte[] payload) throws IOException {
        ServerMessage message = ServerMessage.parseFrom(payload);
        if (message.hasWelcome()) {
            welcome = message.getWelcome();
            crowd = new SeenCrowd(CellGrid.from(message.getWelcome().getGrid()));
        }
        if (message.hasChat()) {
            chats.add(message.getChat().getText());
        }
        if (crowd != null) {
            crowd.take(payload);
        }
    }

    private void skipHeaders() throws IOException {
        int matched = 0;
        while (matched < 4) {
            int expected = matched % 2 == 0 ? '\r' : '\n';
            matched = in.readUnsignedByte() == expected ? matched + 1 : 0;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
