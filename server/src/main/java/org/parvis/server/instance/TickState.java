package org.parvis.server.instance;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.CellGrid;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.server.interest.Interest;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.CellMap;
import org.parvis.server.interest.fanout.Mail;
import org.parvis.world.Bounds;
import org.parvis.world.Floor;
import org.parvis.world.Venue;
import org.parvis.world.spatial.FloorMap;

/** What the parts of an instance share: the venue, the bodies, the people, the time of the tick. Tick thread only. */
final class TickState {
    /** A full house spreads over cells of about so many people. */
    private static final int PEOPLE_PER_CELL = 64;

    /** Cells of 16 m. */
    private static final int COARSEST_LEVEL = 2;

    /** Cells of 8 m: in smaller ones the numbers are further apart, and people cross borders all the time. */
    private static final int FINEST_LEVEL = 3;

    private static final double GRID_MARGIN_M = 2;

    private final InstanceConfig config;
    private final Venue venue;
    private final List<FloorMap> maps = new ArrayList<>();
    private final CellMap cells;
    private final Population population;
    private final Bodies bodies;
    private final Interest interest;
    private int tick;
    private long nowNs;

    TickState(Venue venue, InstanceConfig config, LongSupplier clock) {
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
        Person person = population.find(avatar);
        return person == null ? new byte[0] : person.introduction();
    }

    void begin(int newTick, long newNowNs) {
        tick = newTick;
        nowNs = newNowNs;
    }

    InstanceConfig config() {
        return config;
    }

    Venue venue() {
        return venue;
    }

    FloorMap map(int floor) {
        return maps.get(floor);
    }

    List<FloorMap> maps() {
        return maps;
    }

    CellMap cells() {
        return cells;
    }

    Population population() {
        return population;
    }

    Bodies bodies() {
        return bodies;
    }

    Interest interest() {
        return interest;
    }

    int tick() {
        return tick;
    }

    /** Time of this tick as the machine's clock tells it. */
    long nowNs() {
        return nowNs;
    }

    /** Instance time of this tick. */
    long timeMs() {
        return tick * 1000L / config.tickRateHz();
    }

    Person person(int avatar) {
        Person person = population.find(avatar);
        if (person == null) {
            throw new IllegalArgumentException("Nobody has avatar " + avatar);
        }
        return person;
    }

    @Nullable
    Person find(int avatar) {
        return population.find(avatar);
    }

    void send(Person person, ByteString message) {
        interest.mail(new Mail.Message(person.viewer().recipient(), message, true));
    }

    /** Sends something that is worth nothing later: lost with the connection. */
    void sendNow(Person person, ByteString message) {
        interest.mail(new Mail.Message(person.viewer().recipient(), message, false));
    }

    org.parvis.protocol.v1.Place place(int avatar) {
        return org.parvis.protocol.v1.Place.newBuilder()
                .setFloor(bodies.floor(avatar))
                .setXCm(Quantise.metresToCentimetres(bodies.xM(avatar)))
                .setZCm(Quantise.metresToCentimetres(bodies.zM(avatar)))
                .setYaw(bodies.yaw(avatar))
                .build();
    }
}
