package org.parvis.server.instance.tick;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.CellGrid;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.server.instance.people.Body;
import org.parvis.server.instance.people.Population;
import org.parvis.server.instance.people.SessionVisitor;
import org.parvis.server.interest.Interest;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.CellMap;
import org.parvis.server.interest.fanout.Mail;
import org.parvis.server.interest.fanout.MessageClass;
import org.parvis.world.Bounds;
import org.parvis.world.Floor;
import org.parvis.world.Venue;
import org.parvis.world.spatial.FloorMap;

/** What the parts of an instance share: the venue, the bodies, the people, the time of the tick. Tick thread only. */
public final class TickState {
    /** A full house spreads over cells of about so many people. */
    private static final int PEOPLE_PER_CELL = 64;

    /** Cells of 16 m. */
    private static final int COARSEST_LEVEL = 2;

    /** Cells of 8 m: in smaller ones the numbers are further apart, and people cross borders all the time. */
    private static final int FINEST_LEVEL = 3;

    private static final double GRID_MARGIN_M = 2;

    private final Ownership ownership = new Ownership();
    private final InstanceConfig config;
    private final Venue venue;
    private final List<FloorMap> maps = new ArrayList<>();
    private final CellMap cells;
    private final Population population;
    private final Bodies bodies;
    private final Interest interest;
    private int tick;
    private long nowNs;

    public TickState(Venue venue, InstanceConfig config, LongSupplier clock) {
        this.config = config;
        this.venue = venue;
        if (venue.floors().size() > MoveSlots.MAX_FLOORS) {
            throw new IllegalArgumentException("A venue may have at most " + MoveSlots.MAX_FLOORS + " floors");
        }
        Bounds all = venue.bounds();
        for (Floor floor : venue.floors()) {
            maps.add(new FloorMap(floor));
            all = all.union(floor.outline().bounds());
        }
        cells = new CellMap(
                CellGrid.fitting(
                        all.minX() - GRID_MARGIN_M,
                        all.minZ() - GRID_MARGIN_M,
                        all.maxX() + GRID_MARGIN_M,
                        all.maxZ() + GRID_MARGIN_M,
                        venue.floors().size()),
                cellLevel(venue.bounds(), config.capacity()));
        population = new Population(config.capacity());
        bodies = new Bodies(Population.arraySize(config.capacity()));
        interest = new Interest(config.interest(), cells, bodies, this::introduction, clock);
    }

    /** Cells of 16 m where there is room, of 8 m where as many as may come in must stand close. */
    private static int cellLevel(Bounds bounds, int capacity) {
        double areaM2 = (bounds.maxX() - bounds.minX()) * (bounds.maxZ() - bounds.minZ());
        double wantedM = Math.sqrt(PEOPLE_PER_CELL * areaM2 / capacity);
        int level = COARSEST_LEVEL;
        while (level < FINEST_LEVEL && CellGrid.ROOT_SIDE_M >> level > wantedM) {
            level++;
        }
        return level;
    }

    private byte[] introduction(int avatar) {
        Body body = population.body(avatar);
        return body == null ? new byte[0] : body.introduction();
    }

    public void begin(int newTick, long newNowNs) {
        tick = newTick;
        nowNs = newNowNs;
    }

    /** Which thread may change anything here. */
    public Ownership ownership() {
        return ownership;
    }

    public InstanceConfig config() {
        return config;
    }

    public Venue venue() {
        return venue;
    }

    public FloorMap map(int floor) {
        return maps.get(floor);
    }

    public List<FloorMap> maps() {
        return maps;
    }

    public CellMap cells() {
        return cells;
    }

    public Population population() {
        return population;
    }

    public Bodies bodies() {
        return bodies;
    }

    public Interest interest() {
        return interest;
    }

    public int tick() {
        return tick;
    }

    /** Time of this tick as the machine's clock tells it. */
    public long nowNs() {
        return nowNs;
    }

    /** Instance time of this tick. */
    public long timeMs() {
        return tick * 1000L / config.tickRateHz();
    }

    /** The body with a number; null when there is none. */
    public @Nullable Body body(int avatar) {
        return population.body(avatar);
    }

    /** The visitor with a number; null when there is none. */
    public @Nullable SessionVisitor visitor(int avatar) {
        return population.visitor(avatar);
    }

    /** Sends to a visitor; kept for them while their connection is lost. */
    public void send(SessionVisitor visitor, ByteString message) {
        interest.mail(new Mail.Message(visitor.viewer().recipient(), message, MessageClass.ASSURED));
    }

    /** Sends something that is dropped first when too much waits for somebody. */
    public void sendWhileRoom(SessionVisitor visitor, ByteString message) {
        interest.mail(new Mail.Message(visitor.viewer().recipient(), message, MessageClass.CHATTER));
    }

    /** Sends something that is worth nothing later: lost with the connection. */
    public void sendNow(SessionVisitor visitor, ByteString message) {
        interest.mail(new Mail.Message(visitor.viewer().recipient(), message, MessageClass.MOMENTARY));
    }

    /** Sends to all visitors, spectators included. */
    public void sendAll(ByteString message, boolean lasting) {
        for (int i = 0; i < population.size(); i++) {
            SessionVisitor visitor = population.visitor(population.number(i));
            if (visitor != null) {
                sendTo(visitor, message, lasting);
            }
        }
        for (int i = 0; i < population.spectators().size(); i++) {
            sendTo(population.spectators().get(i), message, lasting);
        }
    }

    private void sendTo(SessionVisitor visitor, ByteString message, boolean lasting) {
        MessageClass kind = lasting ? MessageClass.ASSURED : MessageClass.MOMENTARY;
        interest.mail(new Mail.Message(visitor.viewer().recipient(), message, kind));
    }

    /** Where a body is, as the wire tells it. */
    public org.parvis.protocol.v1.Place place(int avatar) {
        return org.parvis.protocol.v1.Place.newBuilder()
                .setFloor(bodies.floor(avatar))
                .setXCm(Quantise.metresToCentimetres(bodies.xM(avatar)))
                .setZCm(Quantise.metresToCentimetres(bodies.zM(avatar)))
                .setYaw(bodies.yaw(avatar))
                .build();
    }
}
