package org.parvis.server.peer;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells who a peer is, and whom to believe about it.
 *
 * <p>A forwarding header counts only on a connection from a trusted proxy. Then the hops are walked from the nearest
 * outwards, past trusted ones; the first that is not trusted is the peer. A hop that is no address ends the walk: the
 * peer is then the last address that somebody trusted has told. A proxy that sets one of the two kinds of header usually
 * lets the other pass as it came, from the peer itself. So where both are there and disagree, neither is believed, and
 * the request counts as the proxy's own.
 *
 * <p>Immutable; any thread.
 *
 * @param trustedProxies whose word counts
 * @param staff addresses of the operator's staff
 * @param tls whether connections are encrypted by this server
 */
public record PeerRules(List<Network> trustedProxies, List<Network> staff, boolean tls) {
    /** Nobody in between, no staff, no TLS. */
    public static final PeerRules DIRECT = new PeerRules(List.of(), List.of(), false);

    private static final int IPV6_NETWORK_BYTES = 8;

    /** Freezes the lists. */
    public PeerRules {
        trustedProxies = List.copyOf(trustedProxies);
        staff = List.copyOf(staff);
    }

    /**
     * Who sent a request.
     *
     * @param remote the other end of the connection
     * @param headers of the request
     * @return the peer behind all trusted proxies
     */
    public Peer of(SocketAddress remote, HttpHeaders headers) {
        InetAddress socket = inet(remote);
        if (socket == null || !isTrustedProxy(remote)) {
            return new Peer(key(remote), tls, isStaff(remote));
        }
        Optional<ForwardedHops> custom = ForwardedHops.byCustom(headers);
        Optional<ForwardedHops> standard = ForwardedHops.byStandard(headers);
        if (custom.isPresent() && standard.isPresent()) {
            Peer byCustom = told(socket, custom.get());
            return byCustom.equals(told(socket, standard.get())) ? byCustom : new Peer(key(socket), false, false);
        }
        return custom.or(() -> standard)
                .map(hops -> told(socket, hops))
                .orElseGet(() -> new Peer(key(socket), tls, false));
    }

    private Peer told(InetAddress socket, ForwardedHops hops) {
        InetAddress client = client(socket, hops);
        boolean secure = hops.scheme()
                .map(scheme -> scheme.equals("https") || scheme.equals("wss"))
                .orElse(tls);
        return new Peer(key(client), secure, Network.anyContains(staff, client));
    }

    private InetAddress client(InetAddress socket, ForwardedHops hops) {
        InetAddress nearest = socket;
        List<Optional<InetAddress>> addresses = hops.addresses();
        for (int i = addresses.size() - 1; i >= 0; i--) {
            Optional<InetAddress> hop = addresses.get(i);
            if (hop.isEmpty()) {
                return nearest;
            }
            nearest = hop.get();
            if (!Network.anyContains(trustedProxies, nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    /**
     * Whether a connection comes from a proxy that may speak for others.
     *
     * @param remote the other end of the connection
     * @return false for anybody else
     */
    public boolean isTrustedProxy(SocketAddress remote) {
        InetAddress address = inet(remote);
        return address != null && Network.anyContains(trustedProxies, address);
    }

    /**
     * Whether a connection comes from the operator's staff without a proxy in between.
     *
     * @param remote the other end of the connection
     * @return false for anybody else
     */
    public boolean isStaff(SocketAddress remote) {
        InetAddress address = inet(remote);
        return address != null && Network.anyContains(staff, address);
    }

    /**
     * What limits per address count a connection by.
     *
     * @param remote the other end of the connection
     * @return see {@link Peer#address}
     */
    public static String key(SocketAddress remote) {
        InetAddress address = inet(remote);
        return address == null ? "local" : key(address);
    }

    private static String key(InetAddress address) {
        if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) {
            return NetUtil.toAddressString(address);
        }
        byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES), 2 * IPV6_NETWORK_BYTES);
        return NetUtil.bytesToIpAddress(network) + "/64";
    }

    private static @Nullable InetAddress inet(SocketAddress remote) {
        return remote instanceof InetSocketAddress socket ? socket.getAddress() : null;
    }
}
