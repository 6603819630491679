package org.parvis.server.http;

import org.parvis.server.peer.PeerRules;

/**
 * Everything the HTTP side is made of, the same for all connections.
 *
 * @param router the routes
 * @param writer writes replies
 * @param limits sizes and times
 * @param ledger told when a connection waits and when it is served
 * @param peers tells who a request comes from
 * @param hosts under which names the server answers
 * @param rates how much one address may ask
 */
public record HttpSite(
        Router router,
        ReplyWriter writer,
        HttpLimits limits,
        ConnectionLedger ledger,
        PeerRules peers,
        HostRule hosts,
        RequestRates rates) {
    /**
     * A site that is called directly, under any name, as often as anybody likes.
     *
     * @param router the routes
     * @param writer writes replies
     * @param limits sizes and times
     * @param ledger told when a connection waits and when it is served
     * @return the site
     */
    public static HttpSite open(Router router, ReplyWriter writer, HttpLimits limits, ConnectionLedger ledger) {
        return new HttpSite(router, writer, limits, ledger, PeerRules.DIRECT, HostRule.ANY, RequestRates.unlimited());
    }
}
