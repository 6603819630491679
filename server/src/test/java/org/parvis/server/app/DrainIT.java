package org.parvis.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.NoticeCode;
import org.parvis.protocol.v1.ServerMessage;

/** A player's view of a server that is told to stop. */
final class DrainIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    @Tag("A34")
    @Tag("A45")
    void playersAreToldAndSentHomeWithATypedReason() throws Exception {
        try (ServerProcess server =
                ServerProcess.start(folder, "--port", "0", "--host", "127.0.0.1", "--guests", "anonymous")) {
            server.awaitReady();
            Player player = Player.join(server.address("/v1/join"));
            await().atMost(PATIENCE).until(() -> player.heard.stream().anyMatch(ServerMessage::hasWelcome));

            long startNs = System.nanoTime();
            server.terminate();

            assertThat(player.closeCode.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(4000 + CloseReason.CLOSE_REASON_DRAINING.getNumber());
            assertThat(player.heard)
                    .anyMatch(message ->
                            message.hasNotice() && message.getNotice().getCode() == NoticeCode.NOTICE_CODE_DRAINING)
                    .anyMatch(message -> message.hasFarewell()
                            && message.getFarewell().getReason() == CloseReason.CLOSE_REASON_DRAINING
                            && message.getFarewell().hasRetryAfterMs());
            assertThat(server.awaitExit()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(Duration.ofSeconds(5));
        }
    }

    /** Joins as a guest and remembers everything it hears. */
    private static final class Player implements WebSocket.Listener {
        final List<ServerMessage> heard = new CopyOnWriteArrayList<>();
        final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
        private ByteBuffer partial = ByteBuffer.allocate(0);

        static Player join(URI address) throws Exception {
            Player player = new Player();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .subprotocols("parvis.v1")
                    .buildAsync(URI.create("ws" + address.toString().substring("http".length())), player)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            ClientMessage hello = ClientMessage.newBuilder()
                    .setHello(Hello.newBuilder().setProtocolVersion(1).setGuestName("Guest"))
                    .build();
            socket.sendBinary(ByteBuffer.wrap(hello.toByteArray()), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return player;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            ByteBuffer joined = ByteBuffer.allocate(partial.remaining() + data.remaining());
            joined.put(partial).put(data).flip();
            partial = last ? ByteBuffer.allocate(0) : joined;
            if (last) {
                remember(joined);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void remember(ByteBuffer message) {
            try {
                heard.add(ServerMessage.parseFrom(message));
            } catch (InvalidProtocolBufferException e) {
                closeCode.completeExceptionally(e);
            }
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            closeCode.complete(statusCode);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closeCode.completeExceptionally(error);
        }
    }
}
