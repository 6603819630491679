package org.parvis.loadtest.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * One call before a crowd sets out, so that a wrong address is one sentence and not as many losses as there are people.
 * Any thread; blocks.
 */
public final class FirstCall {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SUBPROTOCOL = "parvis.v1";
    /** From here on the answers are about how much is asked, not about what. */
    private static final int BUSY = 429;

    private FirstCall() {}

    /**
     * Connects, and hangs up.
     *
     * @param endpoint the server
     * @throws IOException if the server cannot be reached or opens no WebSocket there, in words for a person
     */
    public static void make(Endpoint endpoint) throws IOException {
        HttpClient http = endpoint.httpClient(PATIENCE);
        try {
            http.newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .subprotocols(SUBPROTOCOL)
                    .buildAsync(endpoint.join(), new WebSocket.Listener() {})
                    .join()
                    .abort();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("no connection to " + endpoint.join() + ": " + words(cause), e);
        }
    }

    private static String words(Throwable cause) {
        if (!(cause instanceof WebSocketHandshakeException refused) || refused.getResponse() == null) {
            return Failure.words(cause);
        }
        int status = refused.getResponse().statusCode();
        String hint = status < BUSY ? "; is the path right? It is usually /v1/join" : "";
        return "the server opens no WebSocket there, it answers " + status + hint;
    }
}
