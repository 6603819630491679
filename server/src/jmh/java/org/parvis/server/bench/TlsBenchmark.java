package org.parvis.server.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.parvis.server.testing.TestCertificate;

/** What TLS costs for each frame, each move and each newcomer, by the JDK and by BoringSSL. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class TlsBenchmark {
    private static final int MOVE_BYTES = 30;

    /** Who encrypts at the server. */
    @Param({"JDK", "OPENSSL_REFCNT"})
    public String provider = "JDK";

    /** Bytes of a frame. */
    @Param({"1260", "4590"})
    public int frameBytes;

    private SslContext serverContext;
    private SslContext clientContext;
    private EmbeddedChannel server;
    private EmbeddedChannel client;
    private ByteBuf frame;
    private ByteBuf move;

    /** Makes a certificate and shakes hands once. */
    @Setup
    public void shakeHands() throws SSLException {
        TestCertificate certificate = TestCertificate.fresh("benchmark");
        serverContext = SslContextBuilder.forServer(stream(certificate.certificatePem()), stream(certificate.keyPem()))
                .sslProvider(SslProvider.valueOf(provider))
                .protocols("TLSv1.3")
                .build();
        clientContext = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3")
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
        server = new EmbeddedChannel(serverContext.newHandler(ByteBufAllocator.DEFAULT));
        client = new EmbeddedChannel(clientContext.newHandler(ByteBufAllocator.DEFAULT));
        pump(client, server);
        frame = ByteBufAllocator.DEFAULT.directBuffer(frameBytes).writeZero(frameBytes);
        move = ByteBufAllocator.DEFAULT.directBuffer(MOVE_BYTES).writeZero(MOVE_BYTES);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Carries bytes to and fro until both are silent. */
    private static void pump(EmbeddedChannel one, EmbeddedChannel other) {
        boolean any = true;
        while (any) {
            any = false;
            for (ByteBuf bytes = one.readOutbound(); bytes != null; bytes = one.readOutbound()) {
                other.writeInbound(bytes);
                any = true;
            }
            for (ByteBuf bytes = other.readOutbound(); bytes != null; bytes = other.readOutbound()) {
                one.writeInbound(bytes);
                any = true;
            }
        }
        if (!one.pipeline().get(SslHandler.class).handshakeFuture().isSuccess()) {
            throw new IllegalStateException("No handshake");
        }
    }

    /** Ends both sides. */
    @TearDown
    public void end() {
        frame.release();
        move.release();
        server.finishAndReleaseAll();
        client.finishAndReleaseAll();
    }

    /** A frame goes out, encrypted. */
    @Benchmark
    public int frame() {
        server.writeOutbound(frame.retainedDuplicate());
        int bytes = 0;
        for (ByteBuf out = server.readOutbound(); out != null; out = server.readOutbound()) {
            bytes += out.readableBytes();
            out.release();
        }
        return bytes;
    }

    /** A move comes in; half of this is the client's, which is the JDK in both cases. */
    @Benchmark
    public int move() {
        client.writeOutbound(move.retainedDuplicate());
        for (ByteBuf out = client.readOutbound(); out != null; out = client.readOutbound()) {
            server.writeInbound(out);
        }
        int bytes = 0;
        for (ByteBuf in = server.readInbound(); in != null; in = server.readInbound()) {
            bytes += in.readableBytes();
            in.release();
        }
        return bytes;
    }

    /** A whole handshake, the client's half included, which is the JDK in both cases. */
    @Benchmark
    public boolean handshake() {
        EmbeddedChannel guest = new EmbeddedChannel(clientContext.newHandler(ByteBufAllocator.DEFAULT));
        EmbeddedChannel host = new EmbeddedChannel(serverContext.newHandler(ByteBufAllocator.DEFAULT));
        pump(guest, host);
        guest.finishAndReleaseAll();
        host.finishAndReleaseAll();
        return true;
    }
}
