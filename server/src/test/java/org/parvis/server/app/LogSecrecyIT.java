package org.parvis.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.Hello;

/** A server that logs all it can, people who show it their secrets in every place, and then a look at the log. */
final class LogSecrecyIT {
    private static final String SECRET = "Zx9-not-for-any-log-7Qk";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    @Tag("A36")
    void nothingThatPeopleMustKeepToThemselvesIsInTheLog() throws Exception {
        List<String> log = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(
                folder, "--port", "0", "--host", "127.0.0.1", "--log-level", "debug", "--guests", "anonymous")) {
            server.awaitReady();
            for (String path : List.of(
                    "/v1/about?token=" + SECRET,
                    "/v1/venues?access_token=" + SECRET,
                    "/" + SECRET,
                    "/v1/me",
                    "/v1/join?ticket=" + SECRET,
                    "/v1/oidc/callback?code=" + SECRET + "&state=" + SECRET)) {
                show(server.address(path));
            }
            greet(
                    server.address("/v1/join"),
                    Hello.newBuilder().setProtocolVersion(1).setResumeToken(bytes()));
            greet(
                    server.address("/v1/join"),
                    Hello.newBuilder().setProtocolVersion(7).setResumeToken(bytes()));
            server.terminate();
            server.awaitExit();
            log.addAll(server.output());
            log.addAll(server.errors());
        }

        assertThat(log).isNotEmpty().noneMatch(line -> line.contains(SECRET)).noneMatch(line -> line.contains("eyJ"));
    }

    private static ByteString bytes() {
        return ByteString.copyFromUtf8(SECRET);
    }

    private static void show(URI address) throws Exception {
        for (String method : List.of("GET", "POST")) {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Authorization", "Bearer " + SECRET)
                    .header("Cookie", "oidc=" + SECRET)
                    .header("Idempotency-Key", SECRET)
                    .method(method, HttpRequest.BodyPublishers.ofString("{\"refreshToken\":\"" + SECRET + "\"}"))
                    .build();
            CLIENT.send(request, HttpResponse.BodyHandlers.discarding());
        }
    }

    /** Says hello and waits until the server has had enough. */
    private static void greet(URI address, Hello.Builder hello) throws Exception {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket socket = CLIENT.newWebSocketBuilder()
                .subprotocols("parvis.v1")
                .buildAsync(URI.create("ws" + address.toString().substring("http".length())), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
                        closed.complete(code);
                        return CompletableFuture.completedFuture(null);
                    }
                })
                .get(10, TimeUnit.SECONDS);
        byte[] message = ClientMessage.newBuilder().setHello(hello).build().toByteArray();
        socket.sendBinary(ByteBuffer.wrap(message), true).get(10, TimeUnit.SECONDS);
        closed.get(10, TimeUnit.SECONDS);
    }
}
