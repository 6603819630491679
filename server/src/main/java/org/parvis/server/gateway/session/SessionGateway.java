package org.parvis.server.gateway.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.parvis.server.gateway.ConnectionHandlers;
import org.parvis.server.gateway.ConnectionInfo;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.instance.VenueInstances;

/** Makes the sessions on opened WebSockets, and keeps what they share. Any thread. */
public final class SessionGateway implements ConnectionHandlers {
    private final SessionConfig config;
    private final Sessions sessions = new Sessions();
    private final SessionMetrics metrics;
    private final Reception reception;
    private final Map<PostKey, LoopPost> posts = new ConcurrentHashMap<>();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final FastThreadLocal<MoveInput> moveInputs = new FastThreadLocal<>() {
        @Override
        protected MoveInput initialValue() {
            return new MoveInput(SessionHandler.MESSAGE_BYTES);
        }
    };

    /**
     * Makes a gateway to instances.
     *
     * @param instances where people go
     * @param config how sessions are kept
     * @param registry where it counts
     */
    public SessionGateway(VenueInstances instances, SessionConfig config, MeterRegistry registry) {
        this.config = config;
        metrics = new SessionMetrics(registry, sessions);
        reception = new Reception(instances, sessions, this);
    }

    @Override
    public ChannelHandler newConnection(ConnectionInfo info) {
        return new SessionHandler(this, info.remoteAddress(), moveInputs.get());
    }

    /** Counts a connection in; false when its address has too many. Every call wants a {@link #countOut}. */
    boolean countIn(String source) {
        return perAddress.merge(source, 1, Integer::sum) <= config.maxConnectionsPerAddress();
    }

    void countOut(String source) {
        perAddress.computeIfPresent(source, (address, count) -> count == 1 ? null : count - 1);
    }

    LoopPost post(EventLoop loop, VenueInstance instance) {
        return posts.computeIfAbsent(new PostKey(loop, instance), key -> new LoopPost(key.loop(), key.instance()));
    }

    SessionConfig config() {
        return config;
    }

    SessionMetrics metrics() {
        return metrics;
    }

    Reception reception() {
        return reception;
    }

    private record PostKey(EventLoop loop, VenueInstance instance) {}
}
