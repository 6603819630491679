package org.parvis.server.store.webhook;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST, of which only the status matters. Written out by hand because the connection must go to the very address that
 * was checked, which the JDK's client leaves no way to say.
 *
 * <p>Blocks the calling thread, at most {@value #WHOLE_MS} ms beside the look-up of the name. Redirects are not followed.
 */
final class WebhookCall {
    private static final int CONNECT_MS = 5_000;
    private static final long WHOLE_MS = 15_000;
    private static final int LONGEST_LINE = 1_024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])( .*)?");

    private final TargetRule rule;
    private final Supplier<SSLSocketFactory> tls;
    private final ScheduledExecutorService watch;

    /**
     * For any number of calls.
     *
     * @param tls asked at the first call that needs it: reading the system's certificates takes a while
     * @param watch cuts off what takes too long
     */
    WebhookCall(TargetRule rule, Supplier<SSLSocketFactory> tls, ScheduledExecutorService watch) {
        this.rule = rule;
        this.tls = tls;
        this.watch = watch;
    }

    /** Sends and returns the HTTP status. */
    int post(URI url, Map<String, String> headers, byte[] body) throws IOException {
        boolean secure = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        Socket socket = new Socket();
        Future<?> end = watch.schedule(() -> cutOff(socket), WHOLE_MS, TimeUnit.MILLISECONDS);
        try (socket) {
            socket.connect(new InetSocketAddress(rule.resolve(url.getHost()), port), CONNECT_MS);
            socket.setSoTimeout((int) WHOLE_MS);
            if (!secure) {
                return exchange(socket, url, headers, body);
            }
            try (SSLSocket wrapped = secured(socket, url.getHost(), port)) {
                return exchange(wrapped, url, headers, body);
            }
        } finally {
            end.cancel(false);
        }
    }

    private SSLSocket secured(Socket socket, String host, int port) throws IOException {
        SSLSocket wrapped = (SSLSocket) tls.get().createSocket(socket, host, port, true);
        SSLParameters parameters = wrapped.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        wrapped.setSSLParameters(parameters);
        wrapped.startHandshake();
        return wrapped;
    }

    private static int exchange(Socket socket, URI url, Map<String, String> headers, byte[] body) throws IOException {
        OutputStream out = new BufferedOutputStream(socket.getOutputStream());
        out.write(head(url, headers, body.length).getBytes(StandardCharsets.UTF_8));
        out.write(body);
        out.flush();
        return status(socket.getInputStream());
    }

    private static String head(URI url, Map<String, String> headers, int length) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        StringBuilder head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\n");
        head.append("host: ").append(url.getRawAuthority()).append("\r\n");
        head.append("content-length: ").append(length).append("\r\nconnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }

    private static int status(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n' && line.length() < LONGEST_LINE) {
            line.append((char) next);
            next = in.read();
        }
        Matcher status = STATUS_LINE.matcher(line.toString().strip());
        if (!status.matches()) {
            throw new IOException("the answer is not HTTP");
        }
        return Integer.parseInt(status.group(1));
    }

    private static void cutOff(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // Then there is nothing to cut off.
        }
    }
}
