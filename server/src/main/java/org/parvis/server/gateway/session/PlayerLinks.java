package org.parvis.server.gateway.session;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.parvis.server.instance.VenueInstance;

/** Makes the ways out to people, and keeps the letterbox that each event loop has for each instance. Any thread. */
final class PlayerLinks {
    private final SessionConfig config;
    private final SessionMetrics metrics;
    private final Map<PostKey, LoopPost> posts = new ConcurrentHashMap<>();

    private record PostKey(EventLoop loop, String instanceId) {}

    PlayerLinks(SessionConfig config, SessionMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    SessionConfig config() {
        return config;
    }

    /** A link of a connection to an instance. */
    PlayerLink link(Reception.Caller caller, VenueInstance instance) {
        EventLoop loop = caller.line().ctx().channel().eventLoop();
        LoopPost post =
                posts.computeIfAbsent(new PostKey(loop, instance.id()), key -> new LoopPost(key.loop(), instance));
        return new PlayerLink(caller.line(), post, caller.listener(), config, metrics);
    }

    /** Forgets the letterboxes of an instance that has ended. */
    void forget(String instanceId) {
        posts.keySet().removeIf(key -> key.instanceId().equals(instanceId));
    }

    int posts() {
        return posts.size();
    }
}
