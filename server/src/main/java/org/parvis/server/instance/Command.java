package org.parvis.server.instance;

import com.google.protobuf.ByteString;
import org.parvis.protocol.v1.Action;
import org.parvis.server.interest.fanout.Recipient;

/** Something that other threads ask of an instance; handled in order, at the beginning of a tick. Immutable. */
sealed interface Command {
    /** Somebody wants in. */
    record Join(JoinRequest request) implements Command {}

    /** The person goes on over another connection. */
    record Resume(int avatar, String sessionId, Recipient next, ByteString resumeToken) implements Command {}

    /** The connection is lost; the avatar waits for its person. */
    record Detach(int avatar, Recipient from) implements Command {}

    /** The person leaves for good. */
    record Leave(int avatar, Recipient from) implements Command {}

    /** The person does something. */
    record Act(int avatar, Recipient from, Action action) implements Command {}

    /** The person looks away or back. */
    record Away(int avatar, Recipient from, boolean away) implements Command {}

    /** Something from another thread, such as an answer of the store, or from another mirror. */
    record Run(Runnable task) implements Command {}

    /** The instance is to end. */
    record Drain(long graceMs) implements Command {}
}
