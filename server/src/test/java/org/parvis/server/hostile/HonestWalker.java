package org.parvis.server.hostile;

import com.google.protobuf.InvalidProtocolBufferException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.move.MoveWriter;
import org.parvis.protocol.pose.CellUpdateReader;
import org.parvis.protocol.pose.FrameReader;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.Gait;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Leave;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.protocol.v1.Welcome;

/** A well-behaved person who turns on the spot ten times a second and watches a friend do the same. */
final class HonestWalker implements WebSocket.Listener, AutoCloseable {
    private static final int MOVE_EVERY_MS = 100;
    private static final int ROOM = 1 << 20;

    private final CompletableFuture<Welcome> welcome = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final ByteBuffer pending = ByteBuffer.allocate(ROOM);
    private final FrameReader frames = new FrameReader();
    private final CellUpdateReader updates = new CellUpdateReader();
    private final MoveWriter moves = new MoveWriter();
    private final AtomicInteger friend = new AtomicInteger(-1);
    private final AtomicInteger sightings = new AtomicInteger();
    private final AtomicLong longestGapMs = new AtomicLong();
    private final AtomicInteger tick = new AtomicInteger();
    private volatile long lastSeenNs;
    private volatile @Nullable WebSocket socket;
    private int turns;

    /** Joins near a place, and waits for the welcome. */
    static HonestWalker join(URI join, String name, Place wished) throws Exception {
        HonestWalker walker = new HonestWalker();
        WebSocket opened = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("parvis.v1")
                .buildAsync(join, walker)
                .get(10, TimeUnit.SECONDS);
        walker.socket = opened;
        byte[] hello = ClientMessage.newBuilder()
                .setHello(Hello.newBuilder()
                        .setProtocolVersion(1)
                        .setGuestName(name)
                        .setWishedPlace(wished))
                .build()
                .toByteArray();
        opened.sendBinary(ByteBuffer.wrap(hello), true).get(10, TimeUnit.SECONDS);
        walker.welcome.get(10, TimeUnit.SECONDS);
        return walker;
    }

    Place place() {
        return welcome.join().getPlace();
    }

    int avatar() {
        return welcome.join().getAvatar();
    }

    /** Begins to turn and to watch. */
    void watch(int friendAvatar) {
        lastSeenNs = System.nanoTime();
        friend.set(friendAvatar);
        pace.scheduleAtFixedRate(this::turn, MOVE_EVERY_MS, MOVE_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void turn() {
        WebSocket own = socket;
        if (own == null || closed.isDone()) {
            return;
        }
        Place place = welcome.join().getPlace();
        byte[] message = new byte[MoveWriter.MAX_BYTES];
        int length = moves.sequence(++turns)
                .target(place.getFloor(), place.getXCm(), place.getZCm())
                .yaw(turns & 0xFF)
                .gait(Gait.GAIT_IDLE_VALUE)
                .write(message, 0);
        own.sendBinary(ByteBuffer.wrap(message, 0, length), true).join();
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        pending.put(data);
        if (last) {
            receive(pending.array(), pending.position());
            pending.clear();
        }
        from.request(1);
        return null;
    }

    private void receive(byte[] message, int length) {
        try {
            if (frames.wrapMessage(message, 0, length)) {
                watchFrame();
            } else {
                ServerMessage told = ServerMessage.parseFrom(ByteBuffer.wrap(message, 0, length));
                if (told.hasWelcome()) {
                    welcome.complete(told.getWelcome());
                }
            }
        } catch (InvalidProtocolBufferException broken) {
            closed.completeExceptionally(broken);
        }
    }

    private void watchFrame() {
        tick.set(frames.tick());
        while (frames.nextCell(updates)) {
            while (updates.nextPose()) {
                if (updates.poseAvatar() == friend.get()) {
                    long nowNs = System.nanoTime();
                    long gapMs = TimeUnit.NANOSECONDS.toMillis(nowNs - lastSeenNs);
                    longestGapMs.accumulateAndGet(gapMs, Math::max);
                    lastSeenNs = nowNs;
                    sightings.incrementAndGet();
                }
            }
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    boolean isConnected() {
        return !closed.isDone();
    }

    int tick() {
        return tick.get();
    }

    int sightings() {
        return sightings.get();
    }

    /** Longest time without news of the friend, up to now. */
    long longestGapMs() {
        return Math.max(longestGapMs.get(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastSeenNs));
    }

    @Override
    public void close() throws Exception {
        pace.shutdownNow();
        pace.awaitTermination(1, TimeUnit.SECONDS);
        WebSocket own = socket;
        if (own != null && isConnected()) {
            byte[] leave = ClientMessage.newBuilder()
                    .setLeave(Leave.getDefaultInstance())
                    .build()
                    .toByteArray();
            own.sendBinary(ByteBuffer.wrap(leave), true).get(5, TimeUnit.SECONDS);
            closed.get(5, TimeUnit.SECONDS);
        }
    }
}
