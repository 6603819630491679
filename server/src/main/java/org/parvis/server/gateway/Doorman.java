package org.parvis.server.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.parvis.server.gateway.http.ConnectionLedger;

/**
 * Keeps slow and idle connections from taking the places of those who come to play.
 *
 * <p>A connection that owes us a request is <em>waiting</em>. When one address has too many waiting, or the server is
 * full, the connection that has waited longest is closed, not the newest refused: an honest newcomer says its piece at
 * once and is never the oldest, so an attacker who holds thousands of half-sent requests only ever evicts themself.
 * A full server without anybody waiting turns newcomers away.
 *
 * <p>Any event loop; the lock is held for a few hash operations per connection.
 */
final class Doorman implements ConnectionLedger {
    private final int maxConnections;
    private final int maxWaitingPerAddress;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Channel> waiting = new LinkedHashSet<>();
    private final Map<String, Set<Channel>> waitingByAddress = new HashMap<>();
    private final Counter evicted;
    private final Counter turnedAway;

    Doorman(int maxConnections, int maxWaitingPerAddress, MeterRegistry metrics) {
        this.maxConnections = maxConnections;
        this.maxWaitingPerAddress = maxWaitingPerAddress;
        Gauge.builder("parvis.sockets.open", open, AtomicInteger::get).register(metrics);
        evicted = Counter.builder("parvis.sockets.evicted").register(metrics);
        turnedAway = Counter.builder("parvis.sockets.turned.away").register(metrics);
    }

    /** Counts a fresh connection in; false when it must be closed because no place can be made. */
    boolean admit(Channel channel) {
        if (open.incrementAndGet() > maxConnections && !evictOldest()) {
            open.decrementAndGet();
            turnedAway.increment();
            return false;
        }
        channel.closeFuture().addListener(closed -> {
            open.decrementAndGet();
            serving(channel);
        });
        return true;
    }

    @Override
    public void waiting(Channel channel) {
        Channel crowdedOut = null;
        synchronized (this) {
            if (!channel.isOpen() || !waiting.add(channel)) {
                return;
            }
            Set<Channel> ofAddress = waitingByAddress.computeIfAbsent(addressOf(channel), a -> new LinkedHashSet<>());
            ofAddress.add(channel);
            if (ofAddress.size() > maxWaitingPerAddress) {
                crowdedOut = ofAddress.iterator().next();
            }
        }
        if (crowdedOut != null) {
            evict(crowdedOut);
        }
    }

    @Override
    public synchronized void serving(Channel channel) {
        if (!waiting.remove(channel)) {
            return;
        }
        String address = addressOf(channel);
        Set<Channel> ofAddress = waitingByAddress.get(address);
        if (ofAddress != null && ofAddress.remove(channel) && ofAddress.isEmpty()) {
            waitingByAddress.remove(address);
        }
    }

    private boolean evictOldest() {
        Channel oldest;
        synchronized (this) {
            Iterator<Channel> inOrder = waiting.iterator();
            if (!inOrder.hasNext()) {
                return false;
            }
            oldest = inOrder.next();
        }
        evict(oldest);
        return true;
    }

    private void evict(Channel channel) {
        serving(channel);
        evicted.increment();
        channel.close();
    }

    private static String addressOf(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress()
                : "local";
    }
}
