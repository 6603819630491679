package org.parvis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.parvis.server.gateway.OperationsRoutes;
import org.parvis.server.gateway.ServerFacts;
import org.parvis.server.gateway.SiteRoutes;
import org.parvis.server.gateway.VenueDirectory;
import org.parvis.server.gateway.assets.AssetCache;
import org.parvis.server.gateway.assets.AssetSource;
import org.parvis.server.gateway.assets.StoredFile;
import org.parvis.server.gateway.socket.Liveness;
import org.parvis.server.gateway.socket.OriginRule;
import org.parvis.server.gateway.socket.RefusalLog;
import org.parvis.server.gateway.socket.WebSocketCensus;
import org.parvis.server.gateway.socket.WebSocketDoor;
import org.parvis.server.gateway.socket.WebSocketRules;
import org.parvis.server.gateway.socket.WebSocketUpgrade;
import org.parvis.server.http.ConnectionLedger;
import org.parvis.server.http.HttpDispatcher;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.HttpLimits;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.HttpSite;
import org.parvis.server.http.ReplyWriter;
import org.parvis.server.http.RequestPath;
import org.parvis.server.http.Router;
import org.parvis.server.peer.Network;
import org.parvis.server.peer.Peer;
import org.parvis.server.peer.PeerRules;

/** The HTTP side: bytes from a socket become replies, and paths become names of files. */
class HttpFuzzTest {
    private static final long CACHE_BYTES = 1 << 20;
    private static final List<String> FORWARDED = List.of("x-forwarded-for", "x-forwarded-proto", "forwarded");
    private static final InetSocketAddress PROXY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4000);
    private static final PeerRules PROXIED = new PeerRules(List.of(Network.parse("127.0.0.0/8")), List.of(), false);
    private static final byte[] FILE = "function main() {}\n".repeat(100).getBytes(StandardCharsets.US_ASCII);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final WebSocketDoor door = new WebSocketDoor(
            WebSocketRules.PLAYERS,
            new OriginRule(List.of()),
            Liveness.DEFAULT,
            (address, userAgent) -> new ChannelInboundHandlerAdapter(),
            new WebSocketCensus(metrics),
            new RefusalLog(new OriginRule(List.of())));
    private final HttpSite site =
            HttpSite.open(router(), new ReplyWriter(metrics), HttpLimits.DEFAULT, new NobodyWaits());
    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
    private static final Complaints COMPLAINTS = Complaints.listen();

    private final Meter meter = new Meter(Allowance.MESSAGE);
    private Optional<RequestPath> path = Optional.empty();
    private Optional<String> cursor = Optional.empty();
    private Peer peer = new Peer("", false, false);

    private Router router() {
        AssetSource pages = name -> name.equals("index.html") || name.equals("assets/main.js")
                ? Optional.of(new StoredFile(
                        ByteBuffer.wrap(FILE), Optional.empty(), Optional.of(ByteBuffer.wrap(FILE, 0, 9))))
                : Optional.empty();
        VenueDirectory venues = new VenueDirectory() {
            @Override
            public List<HostedVenue> venues() {
                return List.of(new HostedVenue("plaza", Map.of("en", "Plaza"), "abc", 1, 2, true));
            }

            @Override
            public Optional<AssetSource> files(String id, String hash) {
                return id.equals("plaza") && hash.equals("abc") ? Optional.of(pages) : Optional.empty();
            }
        };
        ServerFacts facts = new ServerFacts("1.0.0", 1, 20, Optional::empty, () -> "up 1\n");
        AssetCache cache = new AssetCache(CACHE_BYTES, Runnable::run, metrics);
        return OperationsRoutes.addMetrics(
                        OperationsRoutes.addHealth(SiteRoutes.of(facts, venues, pages, cache), facts),
                        facts,
                        Runnable::run)
                .add(
                        HttpMethod.POST,
                        "/v1/echo/{name}",
                        HttpEndpoint.now(call -> HttpReply.text(
                                HttpResponseStatus.OK,
                                "text/plain; charset=utf-8",
                                call.variable("name") + call.bodyBytes().length)));
    }

    /** Notes what is answered, before it becomes bytes. */
    private static final class Listener extends ChannelOutboundHandlerAdapter {
        private final List<HttpResponse> replies = new ArrayList<>();

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (message instanceof HttpResponse reply) {
                replies.add(reply);
            }
            ctx.write(message, promise);
        }
    }

    private static final class NobodyWaits implements ConnectionLedger {
        @Override
        public void waiting(Channel channel) {}

        @Override
        public void serving(Channel channel) {}
    }

    /** What comes over a fresh connection gets proper replies, if any, and never the one for a fault of ours. */
    @FuzzTest
    @Tag("A50")
    void connectionIsAnsweredProperly(byte[] input) throws Exception {
        List<HttpResponse> replies = new ArrayList<>();
        meter.run(input.length, () -> replies.addAll(repliesTo(input)));
        for (HttpResponse reply : replies) {
            int status = reply.status().code();
            assertThat(status).isBetween(100, 499);
            for (Map.Entry<String, String> header : reply.headers()) {
                assertThat(header.getKey() + header.getValue())
                        .as("header of a %d", status)
                        .doesNotContainPattern("[\\x00-\\x1F\\x7F]");
            }
        }
        COMPLAINTS.assertNone();
        long leftBytes = memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
        assertThat(leftBytes).as("bytes of buffers not given back").isZero();
    }

    private List<HttpResponse> repliesTo(byte[] input) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(memory);
        HttpDispatcher.install(
                channel.pipeline(), site, target -> target.toString().equals(WebSocketRules.PLAYERS.path()));
        channel.pipeline().addLast(new WebSocketUpgrade(door, site.writer(), site.ledger()));
        Listener listener = new Listener();
        channel.pipeline()
                .addAfter(channel.pipeline().context(HttpServerCodec.class).name(), "listener", listener);
        try {
            ByteBuf bytes = memory.buffer(input.length + 1).writeBytes(input);
            channel.writeInbound(bytes);
            for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
                ReferenceCountUtil.release(out);
            }
        } finally {
            channel.finishAndReleaseAll();
        }
        return listener.replies;
    }

    /** Nothing of a path leads out of a folder, and a path written again is the same path. */
    @FuzzTest
    @Tag("A50")
    void pathStaysInside(byte[] input) throws Exception {
        String target = new String(input, StandardCharsets.ISO_8859_1);
        meter.run(input.length, () -> {
            path = RequestPath.parse(target);
            cursor = path.flatMap(found -> found.parameter("cursor"));
        });
        if (path.isEmpty()) {
            assertThat(cursor).isEmpty();
            return;
        }
        for (String segment : path.get().segments()) {
            assertThat(segment).isNotEqualTo(".").isNotEqualTo("..").doesNotContainPattern("[/\\\\\\p{Cc}]");
        }
        assertThat(RequestPath.parse(written(path.get())).map(RequestPath::segments))
                .contains(path.get().segments());
    }

    private static String written(RequestPath path) {
        StringBuilder text = new StringBuilder();
        for (String segment : path.segments()) {
            text.append('/');
            for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
                text.append("%%%02x".formatted(b & 0xFF));
            }
        }
        return text.toString();
    }

    /** What a trusted proxy says about who asks, in the header fields that say so, a line each. */
    @FuzzTest
    @Tag("A50")
    void forwardedHeadersNameSomebody(byte[] input) throws Exception {
        HttpHeaders headers = new DefaultHttpHeaders(false);
        String[] lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", FORWARDED.size());
        for (int i = 0; i < lines.length; i++) {
            headers.add(FORWARDED.get(i), lines[i]);
        }
        meter.run(input.length, () -> peer = PROXIED.of(PROXY, headers));
        assertThat(peer.address()).matches("[0-9a-f.:/]+");
        assertThat(peer.staff()).as("nobody is staff here").isFalse();
    }
}
