package org.parvis.loadtest.crowd;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.client.CloseCodes;
import org.parvis.loadtest.client.Connection;
import org.parvis.loadtest.client.Connection.Opening;
import org.parvis.loadtest.client.Endpoint;
import org.parvis.loadtest.client.Failure;

/**
 * Opens connections on one event loop. A server on this machine is called from several addresses of the
 * loopback network, as a crowd comes from many networks: a server may rightly limit what one address does, and hostile
 * clients come from another one than the honest. Event loop only.
 */
final class Dialler {
    private static final int PATIENCE_MS = 10_000;

    /** What a slow reader's kernel may hold; with the usual megabytes it would not be slow for minutes. */
    private static final int SLOW_RECEIVE_BYTES = 8 * 1024;

    private static final int PEOPLE_PER_ADDRESS = 500;
    private static final int LOOPBACK = 127;
    private static final byte FIRST_HOST = 1;
    private static final byte HOSTILE_NETWORK = 66;
    private static final int SCATTERED_HOSTS = 4_000;

    private final EventLoop loop;
    private final Endpoint endpoint;
    private final InetSocketAddress target;
    private final int part;
    private final boolean loopback;
    private final Class<? extends SocketChannel> type;

    Dialler(EventLoop loop, Endpoint endpoint, boolean epoll, int part) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.part = part;
        target = new InetSocketAddress(endpoint.host(), endpoint.port());
        loopback = isWholeLoopback(target.getAddress());
        type = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /**
     * Opens a person's connection; a failure reaches the listener as a closed connection.
     *
     * @param seat of the person
     * @param slow whether reading is left to {@link Connection#readOnce}
     */
    Connection dial(Connection.Listener listener, int seat, boolean slow) {
        Bootstrap bootstrap = new Bootstrap();
        if (slow) {
            bootstrap
                    .option(ChannelOption.AUTO_READ, false)
                    .option(ChannelOption.SO_RCVBUF, SLOW_RECEIVE_BYTES)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(Roster.SLOW_READ_BYTES));
        }
        int host = seat / PEOPLE_PER_ADDRESS;
        if (loopback && (host > 0 || part > 1)) {
            bootstrap.localAddress(source((byte) 0, (byte) (part - 1), (byte) (FIRST_HOST + host)));
        }
        return connect(bootstrap, new Connection(endpoint.join(), Opening.UPGRADE, listener), listener);
    }

    /** Opens a hostile client's connection; a failure reaches the listener as a closed connection. */
    Connection dialHostile(Connection.Listener listener, Opening opening) {
        Bootstrap bootstrap = new Bootstrap();
        if (loopback) {
            bootstrap.localAddress(source(HOSTILE_NETWORK, Byte.MAX_VALUE, FIRST_HOST));
        }
        return connect(bootstrap, new Connection(endpoint.join(), opening, listener), listener);
    }

    /**
     * Opens the connection of one of very many hostile clients, who between them have as many addresses as this machine
     * allows; a failure reaches the listener as a closed connection.
     *
     * @param number of the client
     */
    Connection dialFromAnywhere(Connection.Listener listener, Opening opening, int number) {
        Bootstrap bootstrap = new Bootstrap();
        if (loopback) {
            int host = Math.floorMod(number, SCATTERED_HOSTS);
            bootstrap.localAddress(source(HOSTILE_NETWORK, (byte) (host >> Byte.SIZE), (byte) host));
        }
        return connect(bootstrap, new Connection(endpoint.join(), opening, listener), listener);
    }

    private Connection connect(Bootstrap bootstrap, Connection connection, Connection.Listener listener) {
        bootstrap
                .group(loop)
                .channel(type)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, PATIENCE_MS)
                .handler(handler(connection));
        bootstrap.connect(target).addListener(done -> {
            if (!done.isSuccess()) {
                String why = Failure.words(done.cause());
                // A socket that could not even be made fails on a thread of Netty's, and before this call returns.
                loop.execute(() -> listener.onClosed(CloseCodes.IO_ERROR, why));
            }
        });
        return connection;
    }

    private ChannelHandler handler(Connection connection) {
        if (endpoint.tls() == null) {
            return connection;
        }
        return new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(endpoint.sslHandler(), connection);
            }
        };
    }

    private static InetSocketAddress source(byte second, byte third, byte fourth) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {LOOPBACK, second, third, fourth}), 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an address", e);
        }
    }

    /** Whether the whole network 127/8 leads to an address: so on Linux, where a server listens on 127.0.0.1. */
    static boolean isWholeLoopback(@Nullable InetAddress address) {
        boolean linux = System.getProperty("os.name", "").startsWith("Linux");
        return linux && address instanceof Inet4Address && address.isLoopbackAddress();
    }
}
