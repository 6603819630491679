package org.parvis.server.instance.feature;

import com.google.protobuf.MessageLite;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.FeatureMessage;
import org.parvis.protocol.v1.ServerMessage;

/**
 * Messages to visitors, and to the other mirrors of the venue. Messages to visitors are reliable and in order; those who
 * are away get them when they come back, except for {@link #sendAllNow}. Tick thread only.
 */
public interface Messages {
    /** Tells one visitor something; false when they are not here, or nobody sits behind that body. */
    boolean send(int avatar, ServerMessage message);

    /** Tells everybody within a distance on the same floor as the avatar, themselves included; false when not here. */
    default boolean sendAround(int avatar, double radiusM, ServerMessage message) {
        return sendAround(avatar, radiusM, Integer.MAX_VALUE, message) > 0;
    }

    /**
     * Tells those within a distance on the same floor as the avatar, themselves included, the nearest first. This is for
     * what people say to each other: when too much waits for somebody, it is dropped first.
     *
     * @param most how many are told at most
     * @return how many were told, 0 when the avatar is not here
     */
    int sendAround(int avatar, double radiusM, int most, ServerMessage message);

    /** Tells everybody. */
    void sendAll(ServerMessage message);

    /** Tells everybody something of the moment: it is not kept for those whose connection is lost. */
    void sendAllNow(ServerMessage message);

    /**
     * Sets a fact of the instance: everybody is told now, and whoever comes or comes back later is told then. A new
     * message for a key takes the place of the one before; null ends the fact, of which nobody is told.
     *
     * @param key which fact, unique in the instance, such as {@code weather}
     * @throws IllegalStateException when there are {@value #MAX_FACTS} facts, or the message has more than
     *     {@value #MAX_FACT_BYTES} bytes
     */
    void fact(String key, @Nullable ServerMessage message);

    /** Tells the other mirrors of this venue something. */
    void publish(String topic, byte[] payload);

    /** Hears what other mirrors publish on a topic. */
    void onRelayed(String topic, RelayListener listener);

    /** Facts at a time. */
    int MAX_FACTS = 256;

    /** Bytes of one fact. */
    int MAX_FACT_BYTES = 4_096;

    /** A message whose content only the feature and its part of a client understand. */
    static ServerMessage of(String kind, MessageLite content) {
        return ServerMessage.newBuilder()
                .setFeature(FeatureMessage.newBuilder().setKind(kind).setContent(content.toByteString()))
                .build();
    }

    /** Hears of other mirrors. */
    @FunctionalInterface
    interface RelayListener {
        /** Another mirror told something. */
        void onRelayed(byte[] payload);
    }
}
