package org.parvis.server.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parvis.server.gateway.tls.TlsFiles;
import org.parvis.server.peer.Network;

/**
 * What stands between the server and the world besides sizes and times.
 *
 * @param tls certificate and key; null: no TLS
 * @param trustedProxies whose forwarding headers count
 * @param allowedHosts names the server answers under; empty: any
 * @param staffAddresses the operator's staff, who come in when the house is full for others
 * @param staffReserve connections kept free for them; only if there are any such addresses
 * @param rates how much one address may do in a second
 */
public record ShellConfig(
        @Nullable TlsFiles tls,
        List<Network> trustedProxies,
        List<String> allowedHosts,
        List<Network> staffAddresses,
        int staffReserve,
        Rates rates) {
    /** No TLS, no proxy, any name, no staff, the default rates. */
    public static final ShellConfig OPEN = new ShellConfig(null, List.of(), List.of(), List.of(), 0, Rates.DEFAULT);

    /** Freezes the lists. */
    public ShellConfig {
        trustedProxies = List.copyOf(trustedProxies);
        allowedHosts = List.copyOf(allowedHosts);
        staffAddresses = List.copyOf(staffAddresses);
    }

    /**
     * Tokens a second for one address; a bucket holds ten seconds' worth.
     *
     * @param connections new connections
     * @param requests HTTP requests of any kind
     * @param apiRequests HTTP requests of the API, which count as the others, too
     */
    public record Rates(int connections, int requests, int apiRequests) {
        /** Ample for a school class behind one address, and for a load tester. */
        public static final Rates DEFAULT = new Rates(200, 1_000, 50);

        /** Seconds' worth that a bucket holds. */
        public static final int BURST_S = 10;
    }
}
