package org.parvis.server.instance;

import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How mirrors of one venue talk to each other. {@link LocalRelay} reaches the instances of this process; a message
 * broker may take its place, since all that is said here is names, bytes and futures. Any thread.
 *
 * <p>Messages of one mirror on one topic arrive in the order in which they were published, each at least once. A topic
 * begins with the name of the feature whose business it is: {@code bell.rung}.
 */
public interface Relay {
    /**
     * Registers a mirror: from now on it gets what the others publish.
     *
     * @param venueId venue whose mirrors talk
     * @param instanceId of the mirror
     * @return where its messages wait
     */
    Inbox join(String venueId, String instanceId);

    /**
     * Ends a registration; what waits is dropped.
     *
     * @param venueId venue of the mirror
     * @param instanceId of the mirror
     */
    void leave(String venueId, String instanceId);

    /**
     * Tells all other mirrors of a venue something.
     *
     * @param venueId venue whose mirrors are told
     * @param fromInstanceId who tells; does not get it
     * @param message what
     * @return done when every mirror that runs has it in its inbox; fails with a {@link RelayFullException} when one has
     *     no room: then it may be published again, and the others get it twice
     */
    CompletionStage<Void> publish(String venueId, String fromInstanceId, Message message);

    /** A message. Immutable, as its payload is never written again. */
    final class Message {
        private static final Pattern TOPIC = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+");

        private final String topic;
        private final byte[] payload;

        /**
         * A message.
         *
         * @param topic lower-case words joined by dots, at least two, the first of them the feature's name
         * @param payload not to be written again
         * @throws IllegalArgumentException if the topic could be anybody's
         */
        public Message(String topic, byte[] payload) {
            if (!TOPIC.matcher(topic).matches()) {
                throw new IllegalArgumentException(
                        "\"" + topic + "\" is no topic: begin with the feature's name and a dot, such as bell.rung");
            }
            this.topic = topic;
            this.payload = payload;
        }

        /** What it is about. */
        public String topic() {
            return topic;
        }

        /** What it says; not to be written. */
        public byte[] payload() {
            return payload;
        }
    }

    /** Messages that wait for a mirror. Room of its own: whatever else waits for the mirror takes none of it. */
    interface Inbox {
        /**
         * Takes the next message.
         *
         * @return null when none waits
         */
        @Nullable
        Message poll();

        /**
         * How many wait.
         *
         * @return 0 or more
         */
        int waiting();

        /**
         * How many were refused for want of room.
         *
         * @return since the mirror joined
         */
        long refused();
    }

    /** A mirror has no room for more messages. */
    final class RelayFullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /**
         * A refusal.
         *
         * @param instanceId whose inbox is full
         */
        public RelayFullException(String instanceId) {
            super("Instance " + instanceId + " is too far behind to be told more", null, false, false);
        }
    }
}
