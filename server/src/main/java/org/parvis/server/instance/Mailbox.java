package org.parvis.server.instance;

import com.google.protobuf.ByteString;
import java.util.concurrent.atomic.LongAdder;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.Action;
import org.parvis.server.instance.feature.Later;
import org.parvis.server.instance.people.JoinRequest;
import org.parvis.server.instance.people.Population;
import org.parvis.server.instance.tick.MoveSlots;
import org.parvis.server.interest.fanout.Recipient;

/**
 * The door of an instance: how other threads reach it. Each method here has a namesake {@code on...} in {@link
 * VenueInstance} that runs on the tick thread.
 *
 * <p>Moves have a slot per avatar, in which the last one wins. Commands wait in a bounded queue; when it is full a
 * command is refused and counted. Leaving and losing a connection, and results of the store have room of their own: a flood of wishes can neither keep anybody in nor lose an answer. Any thread.
 */
public final class Mailbox {
    private static final int RESERVED_PER_PERSON = 2;

    private final MoveSlots moves;
    // The flavour without sun.misc.Unsafe, of which newer JVMs warn on standard error.
    private final MpscAtomicArrayQueue<Command> commands;
    private final int avatars;
    private final int openTo;
    private final LongAdder refused = new LongAdder();

    Mailbox(int avatars, int size) {
        this.avatars = avatars;
        moves = new MoveSlots(avatars);
        commands = new MpscAtomicArrayQueue<>(
                size + RESERVED_PER_PERSON * (avatars + Population.MAX_SPECTATORS) + Later.MAX_UNDER_WAY);
        openTo = size;
    }

    /**
     * Moves an avatar; replaces a move that no tick has seen yet.
     *
     * @param avatar its number
     * @param target where to
     */
    public void move(int avatar, MoveTarget target) {
        if (avatar >= avatars) {
            // Who has no body goes nowhere.
            return;
        }
        moves.put(
                avatar,
                MoveSlots.pack(target.xCm(), target.zCm(), target.yaw(), target.gait(), target.floor()),
                target.sequence());
    }

    /** Lets somebody in; false when too many wait. */
    public boolean join(JoinRequest request) {
        return offer(new Command.Join(request));
    }

    /** Goes on over another connection; false when too many wait. */
    public boolean resume(int avatar, String sessionId, Recipient next, ByteString resumeToken) {
        return offer(new Command.Resume(avatar, sessionId, next, resumeToken));
    }

    /** Tells that a connection is lost. */
    public void detach(int avatar, Recipient from) {
        offerUrgent(new Command.Detach(avatar, from));
    }

    /** Tells that a person leaves. */
    public void leave(int avatar, Recipient from) {
        offerUrgent(new Command.Leave(avatar, from));
    }

    /** Does something; false when too many wait. */
    public boolean act(int avatar, Recipient from, Action action) {
        return offer(new Command.Act(avatar, from, action));
    }

    /** Tells whether the person is looking. */
    public void away(int avatar, Recipient from, boolean away) {
        offerUrgent(new Command.Away(avatar, from, away));
    }

    /** Runs something on the tick thread; false when too many wait. */
    public boolean run(Runnable task) {
        return offer(new Command.Run(task));
    }

    /** Brings a result for which room was set aside; never refused, see {@link Later}. */
    void complete(Runnable task) {
        offerUrgent(new Command.Run(task));
    }

    void drain(long graceMs) {
        offerUrgent(new Command.Drain(graceMs));
    }

    private boolean offer(Command command) {
        if (commands.size() >= openTo || !commands.offer(command)) {
            refused.increment();
            return false;
        }
        return true;
    }

    private void offerUrgent(Command command) {
        if (!commands.offer(command)) {
            refused.increment();
        }
    }

    @Nullable
    Command poll() {
        return commands.poll();
    }

    int waiting() {
        return commands.size();
    }

    long refused() {
        return refused.sum();
    }

    MoveSlots moves() {
        return moves;
    }

    /** A move as the wire tells it; implemented by the reader itself, so that nothing is copied. */
    public interface MoveTarget {
        /** The client's count of moves. */
        int sequence();

        /** Floor the client believes it is on, 0..255. */
        int floor();

        /** East of the origin, centimetres, within ±2,000,000. */
        int xCm();

        /** South of the origin, centimetres, within ±2,000,000. */
        int zCm();

        /** Direction faced, 0..255. */
        int yaw();

        /** Number of the gait, 1..3. */
        int gait();
    }
}
