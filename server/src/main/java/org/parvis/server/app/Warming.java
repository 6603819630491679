package org.parvis.server.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import java.time.Duration;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.identity.NameRule;
import org.parvis.server.text.ChatRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the classes of the network and of the protocol loaded while the database opens, since the start waits for that and
 * would load them one after the other later. Stateless; any thread.
 */
final class Warming {
    private static final Logger LOG = LoggerFactory.getLogger(Warming.class);

    private Warming() {}

    /** Loads those of the network, of messages and of caches; what cannot be loaded shows where it is used. */
    static boolean loadWhatComesNext() {
        int known = ServerMessage.getDescriptor().getFields().size()
                + ClientMessage.getDescriptor().getFields().size();
        boolean epoll = Epoll.isAvailable();
        Cache<Integer, Integer> cache = Caffeine.newBuilder()
                .maximumSize(1)
                .expireAfterWrite(Duration.ofSeconds(1))
                .build();
        cache.put(known, known);
        LOG.debug("{} kinds of message, epoll {}, buffers of {}", known, epoll, ByteBufAllocator.DEFAULT);
        loadText();
        return epoll;
    }

    /** The tables of characters, some 0.2 s once, on a thread that nobody waits for: the first chat is judged on a tick. */
    private static void loadText() {
        Thread loading = new Thread(
                () -> LOG.debug("{} {}", NameRule.checkShown("Ann", false), ChatRule.check("Hello")), "text-tables");
        loading.setDaemon(true);
        loading.start();
    }
}
