package org.parvis.server.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.parvis.server.http.ConnectionLedger;
import org.parvis.server.peer.AddressBudgets;
import org.parvis.server.peer.PeerRules;

/**
 * Keeps slow and idle connections from taking the places of those who come to play.
 *
 * <p>A connection that owes us a request, a handshake or a first message is <em>waiting</em>. When one address has too
 * many waiting, or the server is full, the connection that has waited longest is closed, not the newest refused: an
 * honest newcomer says its piece at once and is never the oldest, so an attacker who holds thousands of half-sent
 * requests only ever evicts themself. A full server without anybody waiting turns newcomers away.
 *
 * <p>An address that connects too often is turned away for a while. What an address may do does not concern trusted
 * proxies, through which everybody comes, nor staff; and some places are kept for staff.
 *
 * <p>Any event loop; the lock is held for a few hash operations per connection.
 */
final class Doorman implements ConnectionLedger {
    private final Places places;
    private final PeerRules peers;
    private final AddressBudgets newcomers;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger strangers = new AtomicInteger();
    private final Set<Channel> waiting = new LinkedHashSet<>();
    private final Map<String, Set<Channel>> waitingByAddress = new HashMap<>();
    private final Counter evicted;
    private final Counter full;
    private final Counter tooFast;

    /**
     * How many there are.
     *
     * @param all connections open at once
     * @param forStaff of them, only for staff
     * @param waitingPerAddress of one address that may be waiting
     */
    record Places(int all, int forStaff, int waitingPerAddress) {}

    Doorman(Places places, PeerRules peers, AddressBudgets newcomers, MeterRegistry metrics) {
        this.places = places;
        this.peers = peers;
        this.newcomers = newcomers;
        Gauge.builder("parvis.sockets.open", open, AtomicInteger::get).register(metrics);
        Gauge.builder("parvis.sockets.waiting", this, Doorman::waitingNow).register(metrics);
        evicted = Counter.builder("parvis.sockets.evicted").register(metrics);
        full = turnedAway(metrics, "full");
        tooFast = turnedAway(metrics, "rate");
    }

    private static Counter turnedAway(MeterRegistry metrics, String reason) {
        return Counter.builder("parvis.sockets.turned.away")
                .tag("reason", reason)
                .register(metrics);
    }

    /** Counts a fresh connection in; false when it must be closed at once. */
    boolean admit(Channel channel) {
        boolean staff = peers.isStaff(channel.remoteAddress());
        if (!staff && !isWithinRate(channel)) {
            tooFast.increment();
            return false;
        }
        if (!enter(staff) && !evictOldest()) {
            leave(staff);
            full.increment();
            return false;
        }
        channel.closeFuture().addListener(closed -> {
            leave(staff);
            serving(channel);
        });
        return true;
    }

    /** Takes a place; false when there was none left. */
    private boolean enter(boolean staff) {
        boolean room = open.incrementAndGet() <= places.all();
        return (staff || strangers.incrementAndGet() <= places.all() - places.forStaff()) && room;
    }

    private void leave(boolean staff) {
        open.decrementAndGet();
        if (!staff) {
            strangers.decrementAndGet();
        }
    }

    private boolean isWithinRate(Channel channel) {
        return peers.isTrustedProxy(channel.remoteAddress())
                || newcomers.take(PeerRules.key(channel.remoteAddress())).granted();
    }

    @Override
    public void waiting(Channel channel) {
        if (peers.isStaff(channel.remoteAddress())) {
            // Nobody takes their places; the time limits hold for them, too.
            return;
        }
        Channel crowdedOut = null;
        synchronized (this) {
            if (!channel.isOpen() || !waiting.add(channel)) {
                return;
            }
            if (peers.isTrustedProxy(channel.remoteAddress())) {
                return;
            }
            Set<Channel> ofAddress = waitingByAddress.computeIfAbsent(
                    PeerRules.key(channel.remoteAddress()), a -> new LinkedHashSet<>());
            ofAddress.add(channel);
            if (ofAddress.size() > places.waitingPerAddress()) {
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
        String address = PeerRules.key(channel.remoteAddress());
        Set<Channel> ofAddress = waitingByAddress.get(address);
        if (ofAddress != null && ofAddress.remove(channel) && ofAddress.isEmpty()) {
            waitingByAddress.remove(address);
        }
    }

    private synchronized int waitingNow() {
        return waiting.size();
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
}
