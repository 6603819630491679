/**
 * The one door of the server: a Netty port that speaks HTTP/1.1 for pages, assets, metrics and venue files, and
 * WebSocket for players.
 *
 * <p>What this room keeps true: nothing that comes in is trusted, everything that comes in is bounded (bytes, time,
 * number), and a mistake of one peer costs only that peer. Sessions live one room further in, in {@code
 * gateway.session}; this package knows them only through {@link org.parvis.server.gateway.ConnectionHandlers}.
 */
@NullMarked
package org.parvis.server.gateway;

import org.jspecify.annotations.NullMarked;
