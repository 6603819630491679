package org.parvis.server.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A viewer's frame is put together from the bytes of many cells: copied into one buffer, or gathered by the kernel from
 * slices that nobody copies? Real sockets, with a reader on another thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class HandOverBenchmark {
    private static final int VIEWERS = 200;
    private static final int FRAME_BYTES = 2_000;
    private static final int BLOCK_BYTES = 1 << 16;

    /** Cells whose bytes a frame is made of. */
    @Param({"4", "16", "48"})
    public int cells;

    private final List<Channel> viewers = new ArrayList<>();
    private EventLoopGroup loops;
    private EventLoopGroup sink;
    private ByteBuf block;
    private byte[] array;

    /** Throws away what comes. */
    @ChannelHandler.Sharable
    private static final class Drain extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }
    }

    /** Connects the viewers. */
    @Setup
    public void setUp() {
        loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        sink = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        Channel listener = new ServerBootstrap()
                .group(sink)
                .channel(EpollServerSocketChannel.class)
                .childHandler(new Drain())
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        for (int i = 0; i < VIEWERS; i++) {
            viewers.add(new Bootstrap()
                    .group(loops)
                    .channel(EpollSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new Drain())
                    .connect(listener.localAddress())
                    .syncUninterruptibly()
                    .channel());
        }
        block = ByteBufAllocator.DEFAULT.directBuffer(BLOCK_BYTES).writeZero(BLOCK_BYTES);
        array = new byte[BLOCK_BYTES];
    }

    /** Ends all. */
    @TearDown
    public void tearDown() {
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        sink.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Copies from an array into one buffer, one write. */
    @Benchmark
    @OperationsPerInvocation(VIEWERS)
    public void copyFromArray() {
        onLoop(viewer -> {
            ByteBuf frame = viewer.alloc().directBuffer(FRAME_BYTES);
            for (int i = 0; i < cells; i++) {
                frame.writeBytes(array, from(i), length());
            }
            viewer.writeAndFlush(frame, viewer.voidPromise());
        });
    }

    /** Copies from a direct buffer into one buffer, one write. */
    @Benchmark
    @OperationsPerInvocation(VIEWERS)
    public void copyFromDirect() {
        onLoop(viewer -> {
            ByteBuf frame = viewer.alloc().directBuffer(FRAME_BYTES);
            for (int i = 0; i < cells; i++) {
                frame.writeBytes(block, from(i), length());
            }
            viewer.writeAndFlush(frame, viewer.voidPromise());
        });
    }

    /** Writes retained slices, which the kernel gathers. */
    @Benchmark
    @OperationsPerInvocation(VIEWERS)
    public void gather() {
        onLoop(viewer -> {
            for (int i = 0; i < cells; i++) {
                viewer.write(block.retainedSlice(from(i), length()), viewer.voidPromise());
            }
            viewer.flush();
        });
    }

    private int length() {
        return FRAME_BYTES / cells;
    }

    private int from(int cell) {
        return cell * 1_237 % (BLOCK_BYTES - FRAME_BYTES);
    }

    private interface ToViewer {
        void write(Channel viewer);
    }

    private void onLoop(ToViewer act) {
        loops.next()
                .submit(() -> {
                    for (int i = 0; i < viewers.size(); i++) {
                        if (viewers.get(i).isWritable()) {
                            act.write(viewers.get(i));
                        }
                    }
                })
                .syncUninterruptibly();
    }
}
