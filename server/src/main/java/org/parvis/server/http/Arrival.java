package org.parvis.server.http;

import io.netty.handler.codec.http.FullHttpRequest;
import org.parvis.server.peer.Peer;

/**
 * A request that somebody else than the router answers, and who sent it. Whoever takes it releases the request.
 *
 * @param request whole and within limits
 * @param peer who sent it
 */
public record Arrival(FullHttpRequest request, Peer peer) {}
