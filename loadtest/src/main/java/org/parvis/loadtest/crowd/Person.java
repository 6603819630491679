package org.parvis.loadtest.crowd;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.client.Connection;
import org.parvis.loadtest.measure.Tally;
import org.parvis.loadtest.motion.Motion;
import org.parvis.loadtest.motion.Walk;
import org.parvis.loadtest.scenario.Scenario.Group;
import org.parvis.protocol.WireException;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ClientKind;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.ClockPing;
import org.parvis.protocol.v1.Correction;
import org.parvis.protocol.v1.Gait;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Leave;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.Refusal;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.protocol.v1.Welcome;

/**
 * One simulated person with a seat in the crowd: joins, sends moves and actions, comes back after a cut,
 * counts what it receives. Event loop only.
 *
 * <p>People who time nothing, those without a {@link Sight}, read five times a second once they have seen
 * their first frame, each at a time of its own. That saves about a seventh of what a simulated person costs,
 * and above all keeps a crowd's reads from coming in one burst after every tick, which makes the tester late.
 * The server cannot tell, since the kernel takes and acknowledges what arrives in between.
 */
final class Person implements Connection.Listener {
    private static final int STAMP_MASK = 0xff;
    private static final double RUN_FROM_M_S = 3.0;
    private static final long FAIR_WAIT_NS = 1_000_000_000L;
    private static final int PROTOCOL_VERSION = 1;
    private static final double LONGEST_STEP_S = 1;
    private static final byte INTRODUCTIONS_TAG = ServerMessage.INTRODUCTIONS_FIELD_NUMBER << 3 | 2;
    private static final long READ_EVERY_NS = 200_000_000L;
    private static final double MICROMETRES_PER_M = 1e6;
    private static final long FAREWELL_MS = 1_500;

    final int index;
    final Group group;
    final Walk walk = new Walk();
    long nextMoveNs;
    int avatar;
    private final Swarm swarm;
    private final Motion motion;
    final @Nullable Sight sight;
    private @Nullable Connection connection;
    private ByteString resumeToken = ByteString.EMPTY;
    private boolean present;
    private boolean onWheel;
    private boolean sawFrame;
    private boolean readsOnItsOwn;
    private long lastReadNs;
    private boolean refused;
    private String refusal = "";
    private boolean outside;
    private boolean lostSinceInside;
    private int failedCalls;
    private @Nullable String neverInBecause;
    private @Nullable String fault;
    private long retryAfterMs;
    private boolean leaving;
    private boolean cut;
    private long connectNs;
    private long cutNs;
    private long lastMoveNs;
    private int sequence;
    private final Talking talking = new Talking();

    Person(Swarm swarm, int index, Group group, Motion motion, @Nullable Sight sight) {
        this.swarm = swarm;
        this.index = index;
        this.group = group;
        this.motion = motion;
        this.sight = sight;
    }

    boolean isPresent() {
        return present;
    }

    /** Whether this person waits outside: refused, not connected, lost, or cut off and not back yet. */
    boolean isOutside() {
        return outside || cut;
    }

    /** Calls in a row that came to nothing. */
    int failedCalls() {
        return failedCalls;
    }

    /** Why the last call came to nothing; null when it did not, or when nobody waits. */
    @Nullable
    String neverInBecause() {
        if (!isOutside()) {
            return null;
        }
        return refusal.isEmpty() ? neverInBecause : refusal;
    }

    boolean isSlowReader() {
        return group.link().readBytesPerSecond() > 0;
    }

    void begin(Connection newConnection, long nowNs) {
        connection = newConnection;
        // Whoever was turned away and tries again has been waiting since the first time.
        connectNs = outside ? connectNs : nowNs;
        refused = false;
        fault = null;
        retryAfterMs = 0;
        leaving = false;
        sawFrame = false;
        readsOnItsOwn = false;
    }

    @Nullable
    Connection connection() {
        return connection;
    }

    @Override
    public void onOpen() {
        Hello.Builder hello = Hello.newBuilder()
                .setProtocolVersion(PROTOCOL_VERSION)
                .setGuestName("Walker " + (index + 1))
                .setVenue(swarm.venue())
                .setResumeToken(resumeToken)
                .setKind(ClientKind.CLIENT_KIND_SIMULATED)
                .setClientVersion("parvis-loadtest")
                .setLook(Look.newBuilder().setColor((index * 0x9E3779B9) >>> 8).setOutfit(index % 4));
        if (!resumeToken.isEmpty()) {
            hello.setWishedPlace(Place.newBuilder()
                    .setFloor(walk.floor())
                    .setXCm(Quantise.metresToCentimetres(walk.xM()))
                    .setZCm(Quantise.metresToCentimetres(walk.zM())));
        }
        send(ClientMessage.newBuilder().setHello(hello).build());
    }

    @Override
    public void onMessage(byte[] bytes, int from, int length, int wireBytes) {
        if (leaving || fault != null) {
            return;
        }
        Tally tally = swarm.tally();
        tally.allBytes += wireBytes;
        try {
            if (swarm.frames().wrapMessage(bytes, from, length)) {
                onFrame(tally, wireBytes);
            } else if (bytes[from] != INTRODUCTIONS_TAG) {
                // Names and looks of others are nothing to this person, and in a rush they are most of what comes.
                onOther(ServerMessage.parseFrom(UnsafeByteOperations.unsafeWrap(bytes, from, length)));
            }
        } catch (WireException | InvalidProtocolBufferException e) {
            fault = "bad server message: " + e.getMessage();
            Connection current = connection;
            if (current != null) {
                current.close();
            }
        }
    }

    @Override
    public void onClosed(int closeCode, String detail) {
        boolean wasPresent = present;
        present = false;
        connection = null;
        if (wasPresent) {
            swarm.onAbsent(this);
        }
        if (leaving) {
            resumeToken = ByteString.EMPTY;
            swarm.onGone(this);
            return;
        }
        String why = fault != null ? fault : CloseWords.of(closeCode, detail);
        if (wasPresent && cut) {
            swarm.onCut(this);
            return;
        }
        if (wasPresent && group.link().comesBack()) {
            cut = true;
            cutNs = swarm.nowNs();
        } else if (wasPresent) {
            resumeToken = ByteString.EMPTY;
            lose(why);
        } else if (!refused) {
            failedCalls++;
            refusal = "";
            neverInBecause = why;
            swarm.tally().failedCalls.merge(why, 1, Integer::sum);
        }
        outside = true;
        swarm.onTurnedAway(this, retryAfterMs);
    }

    /** Counts the person as lost, once until it is inside again. */
    private void lose(String why) {
        if (!lostSinceInside) {
            lostSinceInside = true;
            swarm.tally().disconnects.merge(why, 1, Integer::sum);
        }
    }

    /** Walks on and tells the server, on schedule. */
    void move(long nowNs) {
        double seconds = lastMoveNs == 0 ? 0 : Math.min(LONGEST_STEP_S, (nextMoveNs - lastMoveNs) / 1e9);
        lastMoveNs = nextMoveNs;
        motion.advance(walk, seconds);
        sequence++;
        int stamp = sequence & STAMP_MASK;
        swarm.sendTimes().sent(index, sequence, nextMoveNs);
        swarm.whereabouts().put(index, walk.floor(), walk.xM(), walk.zM());
        int length = swarm.moveWriter()
                .sequence(sequence)
                .target(walk.floor(), Quantise.metresToCentimetres(walk.xM()), Quantise.metresToCentimetres(walk.zM()))
                .yaw(stamp)
                .gait(group.walk().speedMS() > RUN_FROM_M_S ? Gait.GAIT_RUN_VALUE : Gait.GAIT_WALK_VALUE)
                .clientTimeMs((int) (nowNs / 1_000_000))
                .write(swarm.scratch(), 0);
        Connection current = connection;
        if (current != null) {
            current.send(swarm.scratch(), length);
            if (readsOnItsOwn && nowNs - lastReadNs >= READ_EVERY_NS) {
                lastReadNs = nowNs;
                current.readOnce();
            }
        }
    }

    /** Puts the person on the wheel of moves, once per presence. */
    boolean takeWheelPlace() {
        boolean first = !onWheel;
        onWheel = true;
        return first;
    }

    void leaveWheel() {
        onWheel = false;
        lastMoveNs = 0;
    }

    /** Does something, unless the last action is still unanswered. */
    boolean act(Action.Builder action, long nowNs) {
        if (talking.isBusy() || !present) {
            return false;
        }
        send(ClientMessage.newBuilder()
                .setAction(talking.ask(action, swarm.tally(), nowNs))
                .build());
        return true;
    }

    void pingClock(long nowNs) {
        send(ClientMessage.newBuilder()
                .setClockPing(ClockPing.newBuilder().setClientTimeMs(nowNs))
                .build());
    }

    /** Leaves for good; who is still waiting at the door after a fair time never got in and is lost. */
    void leave() {
        if (leaving) {
            return;
        }
        String why = refusal.isEmpty() ? "" : ": " + refusal;
        if (cut) {
            lose("did not come back before the end");
        } else if (refused) {
            lose("refused and not let in before the end" + why);
        } else if (outside && neverInBecause != null) {
            lose("never got in: " + neverInBecause);
        } else if (!present && connection != null && swarm.nowNs() - connectNs > FAIR_WAIT_NS) {
            lose("not let in before the end" + why);
        }
        outside = false;
        leaving = true;
        cut = false;
        swarm.onParting();
        if (present) {
            present = false;
            swarm.onAbsent(this);
        }
        send(ClientMessage.newBuilder().setLeave(Leave.getDefaultInstance()).build());
        Connection current = connection;
        if (current != null) {
            current.awaitClose(FAREWELL_MS);
        }
    }

    /** Loses the connection as a tunnel would: without a word. The session is to be continued. */
    void cut(long nowNs) {
        if (present) {
            cut = true;
            cutNs = nowNs;
            Connection current = connection;
            if (current != null) {
                current.close();
            }
        }
    }

    private void onFrame(Tally tally, int wireBytes) {
        tally.frames++;
        if (!sawFrame) {
            sawFrame = true;
            Tally.record(tally.firstFrame, swarm.nowNs() - connectNs);
            readRarely();
        }
        if (sight != null) {
            sight.onFrame(this, tally, wireBytes);
        }
    }

    private void readRarely() {
        Connection current = connection;
        if (current != null && sight == null && !isSlowReader()) {
            readsOnItsOwn = true;
            current.readOnlyWhenAsked();
        }
    }

    private void onOther(ServerMessage message) {
        switch (message.getKindCase()) {
            case WELCOME -> onWelcome(message.getWelcome());
            case REFUSAL -> onRefusal(message.getRefusal());
            case CORRECTION -> onCorrection(message.getCorrection());
            case CLOCK_PONG -> swarm.onPong(message.getClockPong());
            case ACTION_REPLY ->
                talking.onReply(
                        message.getActionReply(), swarm.tally(), swarm.nowNs(), !readsOnItsOwn && !isSlowReader());
            case CHAT -> swarm.tally().chats++;
            case FAREWELL -> retryAfterMs = message.getFarewell().getRetryAfterMs();
            case REACTIONS -> swarm.tally().reactions++;
            default -> {}
        }
    }

    private void onWelcome(Welcome welcome) {
        Tally tally = swarm.tally();
        long now = swarm.nowNs();
        if (cut && welcome.getResumed()) {
            tally.resumed++;
            Tally.record(tally.resume, now - cutNs);
            recordShift(welcome.getPlace());
        } else {
            tally.resumesLost += cut ? 1 : 0;
            tally.joined++;
            Tally.record(tally.join, now - connectNs);
            swarm.second().join(now - connectNs);
        }
        cut = false;
        outside = false;
        lostSinceInside = false;
        failedCalls = 0;
        refusal = "";
        neverInBecause = null;
        avatar = welcome.getAvatar();
        resumeToken = welcome.getResumeToken();
        present = true;
        talking.begin();
        place(welcome.getPlace());
        if (sight != null) {
            sight.begin(this, now);
        }
        swarm.onPresent(this, welcome);
    }

    private void recordShift(Place place) {
        double shiftM = walk.distanceM(
                Quantise.centimetresToMetres(place.getXCm()), Quantise.centimetresToMetres(place.getZCm()));
        Tally.record(swarm.tally().shift, (long) (shiftM * MICROMETRES_PER_M));
    }

    private void onRefusal(Refusal told) {
        retryAfterMs = told.getRetryAfterMs();
        refusal = CloseWords.refused(told.getCode());
        boolean goesOn = told.getCode() != RefusalCode.REFUSAL_CODE_RESUME_EXPIRED;
        if (!goesOn) {
            resumeToken = ByteString.EMPTY;
        }
        if (!cut || !group.link().comesBack()) {
            refused = true;
            outside = true;
            cut = false;
        }
        swarm.tally().refusals.merge(told.getCode().name(), 1, Integer::sum);
    }

    private void onCorrection(Correction correction) {
        swarm.tally().corrections++;
        place(correction.getPlace());
    }

    private void place(Place place) {
        walk.placeAt(
                place.getFloor(),
                Quantise.centimetresToMetres(place.getXCm()),
                Quantise.centimetresToMetres(place.getZCm()));
        swarm.whereabouts().put(index, walk.floor(), walk.xM(), walk.zM());
    }

    private void send(ClientMessage message) {
        byte[] bytes = message.toByteArray();
        Connection current = connection;
        if (current != null) {
            current.send(bytes, bytes.length);
        }
    }
}
