package org.parvis.server.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The least that a Netty server can do for a crowd: reads what comes in, and writes frames of a given size at a given
 * rate. What Parvis costs above this is Parvis; what this costs is the kernel and Netty.
 *
 * <p>It lets the crowd tester in, so that both servers are measured by the same tester. Pages of the venue come from a
 * running Parvis. Each frame is one field that readers skip, and the same bytes go to everybody, uncopied.
 */
@Command(
        name = "floor-server",
        mixinStandardHelpOptions = true,
        description = "Reads moves and writes frames of one size, and nothing else.")
public final class FloorServer implements Callable<Integer> {
    private static final int TICK_MS = 50;
    private static final int BACKLOG = 4_096;
    private static final int MAX_REQUEST_BYTES = 65_536;

    @Option(names = "--port", defaultValue = "8090", description = "where to listen; default ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--like", description = "a running Parvis whose venues to show; default ${DEFAULT-VALUE}")
    private URI like = URI.create("http://127.0.0.1:8080");

    @Option(names = "--bytes", defaultValue = "2000", description = "bytes of a frame; default ${DEFAULT-VALUE}")
    private int frameBytes;

    @Option(
            names = "--pace",
            defaultValue = "2",
            description = "ticks of 50 ms from frame to frame; default ${DEFAULT-VALUE}")
    private int pace;

    private FloorServer() {}

    /**
     * Serves until it is ended.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        // As in Parvis.
        System.setProperty("io.netty.leakDetection.level", "disabled");
        int code = new CommandLine(new FloorServer()).execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() {
        boolean epoll = Epoll.isAvailable();
        var loops = new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        EventLoop loop = loops.next();
        FloorCrowd crowd = new FloorCrowd(frameBytes, pace);
        LikePages pages = new LikePages(like);
        Channel listener = new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
                                .addLast(new WebSocketServerProtocolHandler("/v1/join", "parvis.v1"))
                                .addLast(pages)
                                .addLast(new FloorGuest(crowd));
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
        loop.scheduleAtFixedRate(crowd::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        System.out.println(
                "floor ready on port " + port + ": frames of " + frameBytes + " bytes every " + pace * TICK_MS + " ms");
        listener.closeFuture().syncUninterruptibly();
        return 0;
    }
}
