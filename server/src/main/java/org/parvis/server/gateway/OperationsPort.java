package org.parvis.server.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import org.parvis.server.http.ConnectionLedger;
import org.parvis.server.http.HttpDispatcher;
import org.parvis.server.http.HttpLimits;
import org.parvis.server.http.HttpSite;
import org.parvis.server.http.ReplyWriter;
import org.parvis.server.http.Router;

/**
 * The port for health and metrics alone, in clear: for an address that only operators reach. It has a few connections of
 * its own, so that a full house can still be looked at.
 *
 * <p>Bound once, by the thread that starts the server; served by its event loops.
 */
final class OperationsPort extends ChannelInitializer<SocketChannel> {
    private static final int MOST_CONNECTIONS = 64;

    private final HttpSite site;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private OperationsPort(HttpSite site) {
        this.site = site;
    }

    static Channel bind(
            EventLoopGroup loops, Channel like, InetSocketAddress address, Router router, MeterRegistry metrics)
            throws BindException {
        HttpSite site = HttpSite.open(router, new ReplyWriter(metrics), HttpLimits.DEFAULT, new NobodyIsInTheWay());
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(like.getClass().asSubclass(ServerSocketChannel.class))
                .childHandler(new OperationsPort(site))
                .bind(address);
        bound.awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new BindException(address.getHostString(), address.getPort(), bound.cause());
        }
        return bound.channel();
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        if (open.size() >= MOST_CONNECTIONS) {
            channel.close();
            return;
        }
        open.add(channel);
        HttpDispatcher.install(channel.pipeline(), site, path -> false);
    }

    /** Whoever may reach this port is welcome to wait. */
    private static final class NobodyIsInTheWay implements ConnectionLedger {
        @Override
        public void waiting(Channel channel) {
            // Its request clock ends it.
        }

        @Override
        public void serving(Channel channel) {
            // Nothing to note.
        }
    }
}
