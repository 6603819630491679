package org.parvis.server.gateway;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import org.jspecify.annotations.Nullable;

/** How sockets are waited for and written to; docs/performance.md tells what each costs. */
public enum Transport {
    /** Epoll where there is one, else NIO. */
    AUTO,
    /** Linux's event notification, by Netty's native library. */
    EPOLL,
    /** The JDK's selectors: every system. */
    NIO,
    /** Linux's submission rings, by Netty's native library. */
    IO_URING;

    /** What this stands for on this machine. */
    Transport resolved() {
        return this == AUTO ? Epoll.isAvailable() ? EPOLL : NIO : this;
    }

    /** Why it cannot be used on this machine; null when it can. */
    @Nullable
    Throwable obstacle() {
        return switch (resolved()) {
            case EPOLL -> Epoll.unavailabilityCause();
            case IO_URING -> IoUring.unavailabilityCause();
            case AUTO, NIO -> null;
        };
    }

    IoHandlerFactory loops() {
        return switch (resolved()) {
            case EPOLL -> EpollIoHandler.newFactory();
            case IO_URING -> IoUringIoHandler.newFactory();
            case AUTO, NIO -> NioIoHandler.newFactory();
        };
    }

    Class<? extends ServerSocketChannel> listener() {
        return switch (resolved()) {
            case EPOLL -> EpollServerSocketChannel.class;
            case IO_URING -> IoUringServerSocketChannel.class;
            case AUTO, NIO -> NioServerSocketChannel.class;
        };
    }
}
