package org.parvis.server.gateway.session;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.CellGrid;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.Gait;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Move;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.protocol.v1.Welcome;
import org.parvis.server.testing.OverTls;
import org.parvis.server.testing.SeenCrowd;

/** A player over a real socket, who remembers everything that was sent. */
final class TestPlayer implements WebSocket.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Speaks in clear, or TLS with the one certificate that test servers have. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().sslContext(OverTls.certificate().trusting()).build();

    private final List<ServerMessage> messages = new ArrayList<>();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private @Nullable WebSocket socket;
    private @Nullable SeenCrowd crowd;
    private volatile int closeCode;
    private int sequence;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

    static TestPlayer connect(URI uri) {
        TestPlayer player = new TestPlayer();
        player.socket = CLIENT.newWebSocketBuilder()
                .subprotocols("parvis.v1")
                .buildAsync(uri, player)
                .join();
        return player;
    }

    /** Connects and comes in under a name. */
    static TestPlayer join(URI uri, String name) {
        TestPlayer player = connect(uri);
        player.send(hello(name));
        player.welcome();
        return player;
    }

    static ClientMessage hello(String name) {
        return ClientMessage.newBuilder()
                .setHello(Hello.newBuilder().setProtocolVersion(1).setGuestName(name))
                .build();
    }

    void send(ClientMessage message) {
        sendBytes(message.toByteArray());
    }

    synchronized void sendBytes(byte[] bytes) {
        WebSocket open = socket;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        sending = sending.thenCompose(done -> open.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    void move(double xM, double zM) {
        send(ClientMessage.newBuilder()
                .setMove(Move.newBuilder()
                        .setSequence(++sequence)
                        .setXCm((int) Math.round(xM * 100))
                        .setZCm((int) Math.round(zM * 100))
                        .setGait(Gait.GAIT_WALK))
                .build());
    }

    /** Walks until somebody sees the walker there; one wish alone may be farther off than a single step may reach. */
    void walkTo(double xM, double zM, TestPlayer witness) {
        Awaitility.await().pollInterval(Duration.ofMillis(50)).atMost(PATIENCE).until(() -> {
            move(xM, zM);
            SeenCrowd.Seen seen = witness.sees(avatar());
            return seen != null && Math.hypot(seen.xM() - xM, seen.zM() - zM) < 0.05;
        });
    }

    Welcome welcome() {
        return await(ServerMessage::hasWelcome).getWelcome();
    }

    int avatar() {
        return welcome().getAvatar();
    }

    ServerMessage await(Predicate<ServerMessage> wanted) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> count(wanted) > 0);
        synchronized (this) {
            return messages.stream().filter(wanted).findFirst().orElseThrow();
        }
    }

    synchronized long count(Predicate<ServerMessage> wanted) {
        return messages.stream().filter(wanted).count();
    }

    synchronized List<ServerMessage> messages() {
        return List.copyOf(messages);
    }

    SeenCrowd.@Nullable Seen sees(int avatar) {
        synchronized (this) {
            return crowd == null ? null : crowd.find(avatar);
        }
    }

    /** Waits until somebody is seen as expected. */
    SeenCrowd.Seen awaitSeen(int avatar, Predicate<SeenCrowd.Seen> expected) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> {
            SeenCrowd.Seen seen = sees(avatar);
            return seen != null && expected.test(seen);
        });
        return java.util.Objects.requireNonNull(sees(avatar));
    }

    int awaitClose() {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> closeCode != 0);
        return closeCode;
    }

    boolean isClosed() {
        return closeCode != 0;
    }

    /** Cuts the connection without a word. */
    void cut() {
        if (socket != null) {
            socket.abort();
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        synchronized (this) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            part.writeBytes(bytes);
            if (last) {
                onMessage(part.toByteArray());
                part.reset();
            }
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void onMessage(byte[] bytes) {
        try {
            ServerMessage message = ServerMessage.parseFrom(bytes);
            if (message.hasWelcome()) {
                crowd = new SeenCrowd(CellGrid.from(message.getWelcome().getGrid()));
            }
            if (crowd != null) {
                crowd.take(bytes);
            }
            messages.add(message);
        } catch (com.google.protobuf.InvalidProtocolBufferException broken) {
            throw new IllegalStateException("The server sent something broken", broken);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeCode = statusCode;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closeCode = closeCode == 0 ? 1006 : closeCode;
    }

    @Override
    public void close() throws Exception {
        if (socket != null) {
            sending.handle((done, failed) -> done).get(5, TimeUnit.SECONDS);
            socket.abort();
        }
    }
}
