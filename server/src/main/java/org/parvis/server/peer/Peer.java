package org.parvis.server.peer;

/**
 * Who sent a request.
 *
 * @param address what limits per address count by: an IPv4 address, or the /64 of an IPv6 address, since whoever has one
 *     address of a /64 has them all
 * @param secure whether the way from them is encrypted, by our own TLS or by that of a trusted proxy
 * @param staff whether the address is one of the operator's staff
 */
public record Peer(String address, boolean secure, boolean staff) {}
