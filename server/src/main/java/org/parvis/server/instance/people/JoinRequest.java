package org.parvis.server.instance.people;

import com.google.protobuf.ByteString;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.Limits;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.Spectate;
import org.parvis.server.interest.fanout.Recipient;

/**
 * A person who wants to come in; everything in it has been checked by the gateway. Immutable, any thread.
 *
 * @param sessionId opaque id of the session, the key for later commands
 * @param profile who comes
 * @param spectate from where they only look on, without a body; null for everybody who gets one
 * @param wished where the person would like to appear, if anywhere
 * @param last where the person was when an earlier process ended; null for somebody who does not come back
 * @param resumeToken to be told in the welcome
 * @param resumeWindowMs how long the avatar waits for its person after a lost connection
 * @param limits to be told in the welcome, without those that the instance decides
 * @param recipient to whom everything goes
 * @param callbacks what the gateway wants to know of the person's stay
 */
public record JoinRequest(
        String sessionId,
        Profile profile,
        @Nullable Spectate spectate,
        @Nullable Place wished,
        @Nullable Place last,
        ByteString resumeToken,
        int resumeWindowMs,
        Limits limits,
        Recipient recipient,
        StayListener callbacks) {
    /** Whether they only look on, without a body. */
    public boolean isSpectator() {
        return spectate != null;
    }

    /** Whether a stay goes on that began in an earlier process. */
    public boolean isReturn() {
        return last != null;
    }

    /**
     * Begins a request.
     *
     * @param sessionId opaque id of the session
     * @param profile who comes
     * @param recipient to whom everything goes
     * @param callbacks what the gateway wants to know of the person's stay
     */
    public static Builder of(String sessionId, Profile profile, Recipient recipient, StayListener callbacks) {
        return new Builder(sessionId, profile, recipient, callbacks);
    }

    /** Puts a request together. One thread. */
    public static final class Builder {
        private final String sessionId;
        private final Profile profile;
        private final Recipient recipient;
        private final StayListener callbacks;
        private @Nullable Spectate spectate;
        private @Nullable Place wished;
        private @Nullable Place last;
        private ByteString resumeToken = ByteString.EMPTY;
        private int resumeWindowMs;
        private Limits limits = Limits.getDefaultInstance();

        private Builder(String sessionId, Profile profile, Recipient recipient, StayListener callbacks) {
            this.sessionId = Objects.requireNonNull(sessionId);
            this.profile = profile;
            this.recipient = recipient;
            this.callbacks = callbacks;
        }

        /** From where they only look on, seen by nobody; null for somebody who gets a body. */
        public Builder spectating(@Nullable Spectate from) {
            spectate = from;
            return this;
        }

        /** Where they would like to appear; null for anywhere. */
        public Builder wished(@Nullable Place place) {
            wished = place;
            return this;
        }

        /** Where they were when an earlier process ended; null for somebody who does not come back. */
        public Builder last(@Nullable Place place) {
            last = place;
            return this;
        }

        /** How they continue after a lost connection: with which token, and within how many milliseconds. */
        public Builder resumable(ByteString token, int windowMs) {
            resumeToken = token;
            resumeWindowMs = windowMs;
            return this;
        }

        /** Limits of the gateway. */
        public Builder limits(Limits ofGateway) {
            limits = ofGateway;
            return this;
        }

        /** The request. */
        public JoinRequest build() {
            return new JoinRequest(
                    sessionId,
                    profile,
                    spectate,
                    wished,
                    last,
                    resumeToken,
                    resumeWindowMs,
                    limits,
                    recipient,
                    callbacks);
        }
    }
}
