package org.parvis.loadtest.crowd;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.client.CloseCodes;
import org.parvis.loadtest.client.Connection;
import org.parvis.loadtest.measure.Tally;
import org.parvis.protocol.WireException;
import org.parvis.protocol.move.MoveWriter;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.ClientKind;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.ClockPing;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.Correction;
import org.parvis.protocol.v1.Gait;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Leave;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.protocol.v1.Welcome;

/** One simulated person: joins, sends moves, counts what comes back. Event loop only. */
final class Person implements Connection.Listener {
    private static final int FIRST_CLOSE_REASON = 4000;
    private static final int STAMP_MASK = 0xff;
    private static final double RUN_FROM_M_S = 3.0;

    final int index;
    final Walk walk = new Walk();
    int avatar;
    boolean present;
    private final Swarm swarm;
    private final @Nullable Sight sight;
    private final long connectNs;
    private @Nullable Connection connection;
    private int sequence;
    private boolean welcomed;
    private boolean sawFrame;
    private boolean refused;
    private boolean leaving;

    Person(Swarm swarm, int index, @Nullable Sight sight, long connectNs) {
        this.swarm = swarm;
        this.index = index;
        this.sight = sight;
        this.connectNs = connectNs;
    }

    void attach(Connection newConnection) {
        connection = newConnection;
    }

    @Override
    public void onOpen() {
        int color = (int) ((index * 0x9E3779B97F4A7C15L) >>> 40);
        Hello hello = Hello.newBuilder()
                .setProtocolVersion(1)
                .setGuestName("Walker " + (index + 1))
                .setVenue(swarm.settings().venue())
                .setKind(ClientKind.CLIENT_KIND_SIMULATED)
                .setClientVersion("parvis-loadtest")
                .setLook(Look.newBuilder().setColor(color & 0xffffff).setOutfit(index % 4))
                .build();
        send(ClientMessage.newBuilder().setHello(hello).build());
    }

    @Override
    public void onMessage(byte[] bytes, int from, int length, int wireBytes) {
        try {
            swarm.onBytes(wireBytes);
            if (swarm.frames().wrapMessage(bytes, from, length)) {
                onFrame(wireBytes);
            } else {
                onOther(ServerMessage.parseFrom(UnsafeByteOperations.unsafeWrap(bytes, from, length)));
            }
        } catch (WireException | InvalidProtocolBufferException e) {
            end("bad server message: " + e.getMessage());
        }
    }

    @Override
    public void onClosed(int closeCode, String detail) {
        boolean wasPresent = present;
        present = false;
        connection = null;
        if (wasPresent) {
            swarm.onLeft(this);
        }
        if (!leaving && !refused) {
            swarm.tally().disconnected(reason(closeCode, detail));
        }
        swarm.onEnded();
    }

    /**
     * Walks on and tells the server.
     *
     * @param seconds since the last move
     * @param dueNs when the move was due
     */
    void move(double seconds, long dueNs) {
        swarm.motion().advance(walk, seconds);
        sequence++;
        int stamp = sequence & STAMP_MASK;
        swarm.sendTimes().sent(index, stamp, dueNs);
        MoveWriter writer = swarm.moveWriter();
        int length = writer.sequence(sequence)
                .target(walk.floor, Quantise.metresToCentimetres(walk.xM), Quantise.metresToCentimetres(walk.zM))
                .yaw(stamp)
                .gait(swarm.settings().walkSpeedMS() > RUN_FROM_M_S ? Gait.GAIT_RUN_VALUE : Gait.GAIT_WALK_VALUE)
                .clientTimeMs((int) (dueNs / 1_000_000))
                .write(swarm.scratch(), 0);
        Connection current = connection;
        if (current != null) {
            current.send(swarm.scratch(), length);
        }
    }

    void pingClock(long nowNs) {
        send(ClientMessage.newBuilder()
                .setClockPing(ClockPing.newBuilder().setClientTimeMs(nowNs))
                .build());
    }

    /** Goes. Who was still waiting to be let in was lost, or a server that stalls at the door would look perfect. */
    void leave() {
        if (!leaving && !welcomed && !refused && connection != null) {
            swarm.tally().disconnected("not let in before the end");
        }
        leaving = true;
        send(ClientMessage.newBuilder().setLeave(Leave.getDefaultInstance()).build());
        Connection current = connection;
        if (current != null) {
            current.close();
        }
    }

    private void end(String why) {
        swarm.tally().disconnected(why);
        leaving = true;
        leave();
    }

    private void onFrame(int wireBytes) {
        if (!sawFrame) {
            sawFrame = true;
            Tally.record(swarm.tally().firstFrame, swarm.nowNs() - connectNs);
        }
        if (sight != null) {
            sight.onFrame(this, swarm.frames(), wireBytes);
        } else {
            swarm.onUnsampledFrame(wireBytes);
        }
    }

    private void onOther(ServerMessage message) {
        switch (message.getKindCase()) {
            case WELCOME -> onWelcome(message.getWelcome());
            case REFUSAL -> {
                refused = true;
                swarm.tally().refusals.merge(message.getRefusal().getCode().name(), 1, Integer::sum);
            }
            case CORRECTION -> onCorrection(message.getCorrection());
            case CLOCK_PONG -> swarm.onPong(message.getClockPong());
            default -> {}
        }
    }

    private void onWelcome(Welcome welcome) {
        avatar = welcome.getAvatar();
        present = true;
        welcomed = true;
        place(welcome.getPlace());
        swarm.onWelcome(this, welcome, connectNs);
    }

    private void onCorrection(Correction correction) {
        swarm.onCorrection();
        place(correction.getPlace());
    }

    private void place(Place place) {
        walk.placeAt(
                place.getFloor(),
                Quantise.centimetresToMetres(place.getXCm()),
                Quantise.centimetresToMetres(place.getZCm()));
    }

    private void send(ClientMessage message) {
        byte[] bytes = message.toByteArray();
        Connection current = connection;
        if (current != null) {
            current.send(bytes, bytes.length);
        }
    }

    private static String reason(int closeCode, String detail) {
        CloseReason typed = CloseReason.forNumber(closeCode - FIRST_CLOSE_REASON);
        if (closeCode >= FIRST_CLOSE_REASON && typed != null) {
            return typed.name();
        }
        return switch (closeCode) {
            case CloseCodes.NONE -> "connection lost without a close frame";
            case CloseCodes.IO_ERROR -> "connection failed: " + detail;
            case CloseCodes.HANDSHAKE_FAILED -> detail;
            default -> "close code " + closeCode;
        };
    }
}
