package org.parvis.server.gateway;

import java.util.List;
import org.parvis.server.gateway.socket.Liveness;
import org.parvis.server.http.HttpLimits;

/**
 * How the gateway listens.
 *
 * @param host address to bind
 * @param port to bind; 0 for any free one
 * @param transport how sockets are served
 * @param ioThreads event loops, at least 1
 * @param maxConnections sockets open at once
 * @param maxWaitingPerAddress sockets of one address that may owe us a request at once
 * @param allowedOrigins web origins that may open sockets; empty: same host and port only
 * @param http limits of the HTTP side
 * @param liveness limits of silence on WebSockets
 * @param shell TLS, proxies, names, staff, rates
 */
public record GatewayConfig(
        String host,
        int port,
        Transport transport,
        int ioThreads,
        int maxConnections,
        int maxWaitingPerAddress,
        List<String> allowedOrigins,
        HttpLimits http,
        Liveness liveness,
        ShellConfig shell) {
    /** Freezes the list. */
    public GatewayConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /**
     * A gateway that is called directly, in clear, under any name.
     *
     * @param host address to bind
     * @param port to bind; 0 for any free one
     * @param transport how sockets are served
     * @param ioThreads event loops, at least 1
     * @param maxConnections sockets open at once
     * @param maxWaitingPerAddress sockets of one address that may owe us a request at once
     * @param allowedOrigins web origins that may open sockets; empty: same host and port only
     * @param http limits of the HTTP side
     * @param liveness limits of silence on WebSockets
     */
    public GatewayConfig(
            String host,
            int port,
            Transport transport,
            int ioThreads,
            int maxConnections,
            int maxWaitingPerAddress,
            List<String> allowedOrigins,
            HttpLimits http,
            Liveness liveness) {
        this(
                host,
                port,
                transport,
                ioThreads,
                maxConnections,
                maxWaitingPerAddress,
                allowedOrigins,
                http,
                liveness,
                ShellConfig.OPEN);
    }

    /**
     * The same with another shell.
     *
     * @param other TLS, proxies, names, staff, rates
     * @return a new record
     */
    public GatewayConfig with(ShellConfig other) {
        return new GatewayConfig(
                host,
                port,
                transport,
                ioThreads,
                maxConnections,
                maxWaitingPerAddress,
                allowedOrigins,
                http,
                liveness,
                other);
    }
}
