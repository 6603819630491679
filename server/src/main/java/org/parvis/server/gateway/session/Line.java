package org.parvis.server.gateway.session;

import io.netty.channel.ChannelHandlerContext;
import org.parvis.server.gateway.socket.Outlet;

/**
 * One open connection, as its session uses it. Event loop of the connection only.
 *
 * @param ctx the session handler's place in the pipeline
 * @param outlet the short way out
 */
record Line(ChannelHandlerContext ctx, Outlet outlet) {}
