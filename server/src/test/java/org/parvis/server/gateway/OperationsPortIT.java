package org.parvis.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.HttpLimits;
import org.parvis.server.http.Problem;
import org.parvis.server.http.Router;

/** Health and metrics on a port that only operators reach. */
final class OperationsPortIT {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Gateway gateway;
    private int port;

    OperationsPortIT() throws BindException {
        gateway = Gateway.open(
                RunningGateway.config(HttpLimits.DEFAULT, List.of()),
                router(),
                info -> new ChannelInboundHandlerAdapter(),
                metrics);
    }

    private static Router router() {
        return new Router(HttpEndpoint.now(call -> Problem.notFound()));
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @BeforeEach
    void open() throws BindException {
        ServerFacts facts = new ServerFacts("1", 1, 20, Optional::empty, () -> "up 1\n");
        Router operations =
                OperationsRoutes.addMetrics(OperationsRoutes.addHealth(router(), facts), facts, Runnable::run);
        port = gateway.openOperations(local(0), operations, metrics);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private static String get(int port, String path) {
        try (RawPeer peer = RawPeer.connect(port)) {
            return peer.send("GET " + path + " HTTP/1.1\r\nHost: any\r\nConnection: close\r\n\r\n")
                    .readToEnd();
        }
    }

    @Test
    void answersHealthAndMetricsThereAndNowhereElse() {
        assertThat(get(port, "/metrics")).startsWith("HTTP/1.1 200 ").contains("up 1");
        assertThat(get(port, "/health/ready")).startsWith("HTTP/1.1 200 ");
        assertThat(get(port, "/v1/join")).startsWith("HTTP/1.1 404 ");
        assertThat(get(gateway.port(), "/metrics")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void takenPortIsToldLikeTheOther() {
        assertThatThrownBy(() -> gateway.openOperations(local(port), router(), metrics))
                .isInstanceOf(BindException.class)
                .hasMessageContaining(Integer.toString(port));
    }
}
