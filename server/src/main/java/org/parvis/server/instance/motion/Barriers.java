package org.parvis.server.instance.motion;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.feature.Places;
import org.parvis.server.instance.tick.TickState;

/** The barriers of an instance: lines that stop people while they are closed. Tick thread only. */
public final class Barriers {
    private final TickState state;
    private final Motion motion;
    private final Map<String, Line> lines = new LinkedHashMap<>();

    /**
     * Makes an instance without barriers.
     *
     * @param motion what they stop
     */
    public Barriers(TickState state, Motion motion) {
        this.state = state;
        this.motion = motion;
    }

    /** Adds one, see {@link Places#addBarrier}. */
    public Places.Barrier add(String id, int floor, double[] pointsM, boolean isClosed) {
        if (lines.size() >= Places.MAX_BARRIERS) {
            throw new IllegalStateException(
                    "There are " + Places.MAX_BARRIERS + " barriers already; take one away first");
        }
        if (pointsM.length < 4 || pointsM.length % 2 != 0) {
            throw new IllegalArgumentException("A barrier has at least two corners, x and z of each");
        }
        if (floor < 0 || floor >= state.maps().size()) {
            throw new IllegalArgumentException("There is no floor " + floor + " for barrier " + id);
        }
        Line line = new Line(id, floor, Arrays.copyOf(pointsM, pointsM.length), isClosed);
        if (lines.putIfAbsent(id, line) != null) {
            throw new IllegalStateException("There is a barrier " + id + " already");
        }
        changed(line);
        return line;
    }

    /** The message for newcomers; empty when there are no barriers. */
    public ByteString all() {
        if (lines.isEmpty()) {
            return ByteString.EMPTY;
        }
        var message = org.parvis.protocol.v1.Barriers.newBuilder();
        lines.values().forEach(line -> message.addBarriers(line.toMessage()));
        return ServerMessage.newBuilder().setBarriers(message).build().toByteString();
    }

    private void changed(Line line) {
        motion.close(line.floor, closedOn(line.floor));
        var message = org.parvis.protocol.v1.Barriers.newBuilder().addBarriers(line.toMessage());
        state.sendAll(ServerMessage.newBuilder().setBarriers(message).build().toByteString(), false);
    }

    private double[] closedOn(int floor) {
        double[] segments = new double[0];
        for (Line line : lines.values()) {
            if (line.closed && line.floor == floor) {
                segments = line.appendTo(segments);
            }
        }
        return segments;
    }

    /** One barrier. */
    private final class Line implements Places.Barrier {
        private final String id;
        private final int floor;
        private double[] pointsM;
        private boolean closed;

        Line(String id, int floor, double[] pointsM, boolean closed) {
            this.id = id;
            this.floor = floor;
            this.pointsM = pointsM;
            this.closed = closed;
        }

        double[] appendTo(double[] segments) {
            int at = segments.length;
            double[] longer = Arrays.copyOf(segments, at + 2 * (pointsM.length - 2));
            for (int i = 0; i + 3 < pointsM.length; i += 2, at += 4) {
                System.arraycopy(pointsM, i, longer, at, 4);
            }
            return longer;
        }

        org.parvis.protocol.v1.Barrier toMessage() {
            var message = org.parvis.protocol.v1.Barrier.newBuilder()
                    .setId(id)
                    .setFloor(floor)
                    .setClosed(closed);
            for (double valueM : pointsM) {
                message.addPointsCm(Quantise.metresToCentimetres(valueM));
            }
            return message.build();
        }

        @Override
        public void set(boolean isClosed) {
            state.ownership().check();
            if (lines.get(id) == this && closed != isClosed) {
                closed = isClosed;
                changed(this);
            }
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void remove() {
            state.ownership().check();
            if (lines.remove(id, this)) {
                closed = false;
                pointsM = new double[0];
                changed(this);
            }
        }
    }
}
