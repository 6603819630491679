package org.parvis.loadtest.crowd;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.URI;
import org.parvis.loadtest.client.CloseCodes;
import org.parvis.loadtest.client.Connection;

/** Opens connections on one event loop. Event loop only. */
final class Dialler {
    private static final int DEFAULT_PORT = 80;

    /** What a slow reader's kernel may hold; with the usual megabytes it would not be slow for minutes. */
    private static final int SLOW_RECEIVE_BYTES = 8 * 1024;

    private final EventLoop loop;
    private final URI target;
    private final Class<? extends SocketChannel> type;

    Dialler(EventLoop loop, URI target, boolean epoll) {
        this.loop = loop;
        this.target = target;
        type = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /**
     * Opens a connection; a failure reaches the listener as a closed connection.
     *
     * @param slow whether reading is left to {@link Connection#readOnce}
     */
    Connection dial(Connection.Listener listener, boolean slow) {
        Connection connection = new Connection(target, listener);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(type)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(connection);
        if (slow) {
            bootstrap
                    .option(ChannelOption.AUTO_READ, false)
                    .option(ChannelOption.SO_RCVBUF, SLOW_RECEIVE_BYTES)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(Roster.SLOW_READ_BYTES));
        }
        int port = target.getPort() < 0 ? DEFAULT_PORT : target.getPort();
        bootstrap.connect(target.getHost(), port).addListener(done -> {
            if (!done.isSuccess()) {
                Throwable cause = done.cause();
                listener.onClosed(CloseCodes.IO_ERROR, cause == null ? "" : String.valueOf(cause.getMessage()));
            }
        });
        return connection;
    }
}
