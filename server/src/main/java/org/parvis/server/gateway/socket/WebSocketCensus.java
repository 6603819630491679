package org.parvis.server.gateway.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Knows the open WebSockets, and counts what was turned away under tags known beforehand, so that dashboards see zeros
 * before the first event and no peer can invent a tag.
 *
 * <p>Any event loop.
 */
public final class WebSocketCensus {
    private static final List<Integer> REFUSALS = List.of(400, 403, 426);
    private static final List<Integer> FAULTS = List.of(1002, 1003, 1007, 1008, 1009, 1011);

    private final Map<Integer, Counter> refusals;
    private final Map<Integer, Counter> faults;
    private final Counter dead;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /**
     * Registers the counters.
     *
     * @param metrics where
     */
    public WebSocketCensus(MeterRegistry metrics) {
        refusals = counters(
                REFUSALS,
                status -> Counter.builder("parvis.websocket.refusals")
                        .tag("status", Integer.toString(status))
                        .register(metrics));
        faults = counters(
                FAULTS,
                code -> Counter.builder("parvis.websocket.faults")
                        .tag("code", Integer.toString(code))
                        .register(metrics));
        Gauge.builder("parvis.websocket.open", open, ChannelGroup::size).register(metrics);
        dead = Counter.builder("parvis.websocket.dead").register(metrics);
    }

    private static Map<Integer, Counter> counters(List<Integer> numbers, Function<Integer, Counter> counter) {
        return numbers.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), counter));
    }

    /**
     * How many WebSockets are open.
     *
     * @return 0 or more
     */
    public int open() {
        return open.size();
    }

    /** Closes all that are open with 1012 (service restart): programs take that as an invitation to come back. */
    public void closeAll() {
        open.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.SERVICE_RESTART, ""));
    }

    void opened(Channel channel) {
        open.add(channel);
    }

    void refused(int status) {
        increment(refusals, status);
    }

    void failed(int closeCode) {
        increment(faults, closeCode);
    }

    void died() {
        dead.increment();
    }

    private static void increment(Map<Integer, Counter> counters, int number) {
        Counter counter = counters.get(number);
        if (counter != null) {
            counter.increment();
        }
    }
}
