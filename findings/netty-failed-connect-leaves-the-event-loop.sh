#!/usr/bin/env bash
# Netty 4.2.18.Final: the listener of a connect that could not make its socket does not run on the bootstrap's event loop.
#
# A client with one event loop opens connections and keeps its state on that loop. Every listener of Bootstrap.connect runs there, so
# the state needs no lock. But when no socket can be made (the process may open no more files), the listener is called on the thread
# of GlobalEventExecutor, which no loop of the program owns; whatever it touches is then shared by two threads.
# Seen here: "connected: loop" for a connection that works, "failed: globalEventExecutor" once files have run out.
# What it means for us: the crowd tester goes back to its own loop before it touches anything (loadtest, package client).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for artifact in transport buffer common resolver; do
  mvn -q -B dependency:copy "-Dartifact=io.netty:netty-$artifact:4.2.18.Final" "-DoutputDirectory=$work/lib" >/dev/null
done

cat >Main.java <<'J'
import io.netty.bootstrap.*;
import io.netty.channel.*;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.FileInputStream;
import java.net.*;
import java.util.*;
import java.util.concurrent.*;

public class Main {
    public static void main(String[] args) throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("loop"), NioIoHandler.newFactory());
        Bootstrap bootstrap = new Bootstrap().group(loop).channel(NioSocketChannel.class).handler(new ChannelInboundHandlerAdapter());
        System.out.println(outcome(bootstrap, server));
        List<FileInputStream> held = new ArrayList<>();
        try {
            while (true) held.add(new FileInputStream("/dev/null"));
        } catch (java.io.IOException filesHaveRunOut) {
            System.out.println(outcome(bootstrap, server));
        }
        for (FileInputStream file : held) file.close();
        System.exit(0);
    }

    static String outcome(Bootstrap bootstrap, ServerSocket server) throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        bootstrap.connect(server.getLocalSocketAddress()).addListener(done ->
                told.complete((done.isSuccess() ? "connected: " : "failed: ") + Thread.currentThread().getName().replaceAll("-.*", "")));
        return told.get(10, TimeUnit.SECONDS);
    }
}
J
ulimit -n 128
java -cp "lib/*" Main.java | tee seen
diff seen - <<'X'
connected: loop
failed: globalEventExecutor
X
echo "as described"
