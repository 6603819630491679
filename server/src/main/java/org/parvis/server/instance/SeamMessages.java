package org.parvis.server.instance;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.feature.FeatureHub;
import org.parvis.server.instance.feature.Messages;
import org.parvis.server.instance.feature.Spot;
import org.parvis.server.instance.motion.Motion;
import org.parvis.server.instance.motion.Neighbours;
import org.parvis.server.instance.people.SessionVisitor;
import org.parvis.server.instance.tick.TickState;
import org.parvis.server.interest.Audience;
import org.parvis.server.interest.fanout.MessageClass;

/** Messages of features to visitors, and the facts of an instance. Tick thread only. */
final class SeamMessages implements Messages {
    private final TickState state;
    private final Motion motion;
    private final FeatureHub features;
    private final RelayTopic relay;
    private final Neighbours neighbours;
    private final int[] around;
    private final Map<String, ByteString> facts = new LinkedHashMap<>();

    /** The instance's end of the relay. */
    @FunctionalInterface
    interface RelayTopic {
        void publish(String topic, byte[] payload);
    }

    SeamMessages(TickState state, Motion motion, FeatureHub features, RelayTopic relay) {
        this.state = state;
        this.motion = motion;
        this.features = features;
        this.relay = relay;
        neighbours = new Neighbours(state);
        around = new int[state.bodies().size()];
    }

    @Override
    public boolean send(int avatar, ServerMessage message) {
        state.ownership().check();
        SessionVisitor visitor = state.visitor(avatar);
        if (visitor == null) {
            return false;
        }
        state.send(visitor, message.toByteString());
        return true;
    }

    @Override
    public int sendAround(int avatar, double radiusM, int most, ServerMessage message) {
        state.ownership().check();
        if (state.body(avatar) == null) {
            return 0;
        }
        ByteString bytes = message.toByteString();
        Spot spot = motion.spot(avatar);
        int found = neighbours.within(spot.floor(), spot.xM(), spot.zM(), radiusM, around);
        if (found <= most) {
            // Those who look on without a body hear as well while there is room for all.
            return state.interest().tell(new Audience.Around(avatar, radiusM), bytes, MessageClass.CHATTER);
        }
        int told = 0;
        for (int i = 0; i < found && told < most; i++) {
            // Puppets hear nothing, and nobody hears whom they may not see.
            SessionVisitor visitor = state.visitor(around[i]);
            if (visitor != null && state.interest().visibility().maySee(around[i], avatar)) {
                state.sendWhileRoom(visitor, bytes);
                told++;
            }
        }
        return told;
    }

    @Override
    public void sendAll(ServerMessage message) {
        state.ownership().check();
        state.sendAll(message.toByteString(), true);
    }

    @Override
    public void sendAllNow(ServerMessage message) {
        state.ownership().check();
        state.sendAll(message.toByteString(), false);
    }

    @Override
    public void fact(String key, @Nullable ServerMessage message) {
        state.ownership().check();
        if (message == null) {
            facts.remove(key);
            return;
        }
        ByteString bytes = message.toByteString();
        if (bytes.size() > MAX_FACT_BYTES) {
            throw new IllegalStateException("The fact " + key + " has " + bytes.size() + " bytes; " + MAX_FACT_BYTES
                    + " is the most, since every newcomer is told of it");
        }
        if (!facts.containsKey(key) && facts.size() >= MAX_FACTS) {
            throw new IllegalStateException("There are " + MAX_FACTS + " facts already; end one before " + key);
        }
        facts.put(key, bytes);
        // Whoever is away now is told of all facts when they are back.
        state.sendAll(bytes, false);
    }

    /** Tells somebody who came or came back all that is the case. */
    void tellFacts(SessionVisitor visitor) {
        facts.values().forEach(bytes -> state.sendNow(visitor, bytes));
    }

    @Override
    public void publish(String topic, byte[] payload) {
        state.ownership().check();
        relay.publish(topic, payload);
    }

    @Override
    public void onRelayed(String topic, RelayListener listener) {
        state.ownership().check();
        features.addRelayed(topic, listener);
    }
}
