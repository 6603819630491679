package org.parvis.server.gateway;

/**
 * What the gateway knows about a peer at the moment its WebSocket opens.
 *
 * @param remoteAddress the peer behind all trusted proxies, without a port; the key for limits per address: an IPv4
 *     address, or the /64 of an IPv6 address
 * @param userAgent the {@code User-Agent} the peer stated, at most 256 characters, empty when it stated none; it is the
 *     peer's own word and good for nothing but statistics
 */
public record ConnectionInfo(String remoteAddress, String userAgent) {}
