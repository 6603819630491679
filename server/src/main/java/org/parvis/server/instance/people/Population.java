package org.parvis.server.instance.people;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the instance, by avatar number: visitors, and bodies. A body may be without a visitor (a puppet), a visitor
 * without a body (a spectator), who has the number of the view, above all bodies', and takes nobody's room. Numbers begin at 1 and are given again only after a while,
 * the longest-unused first, so that late frames of a former owner are not taken for the next. Tick thread only.
 */
public final class Population {
    /** How long a number rests after its owner left, milliseconds. */
    public static final long QUARANTINE_MS = 10_000;

    /** Puppets at a time, besides the visitors. */
    public static final int MAX_PUPPETS = 64;

    /** Spectators at a time, besides the visitors with a body. */
    public static final int MAX_SPECTATORS = 64;

    private static final int FIRST_ROOM = 64;

    private final @Nullable Body[] bodies;
    private final @Nullable SessionVisitor[] visitors;
    private final int capacity;
    private final ArrayDeque<Returned> returned = new ArrayDeque<>();
    private final List<SessionVisitor> spectators = new ArrayList<>();
    private final List<SessionVisitor> spectatorsView = Collections.unmodifiableList(spectators);
    private int[] numbers = new int[FIRST_ROOM];
    private int size;
    private int puppets;
    private int nextFresh = 1;

    /**
     * Makes an empty one.
     *
     * @param capacity visitors at a time
     */
    public Population(int capacity) {
        this.capacity = capacity;
        bodies = new Body[arraySize(capacity)];
        visitors = new SessionVisitor[arraySize(capacity)];
    }

    /** Length of arrays by avatar number: some more numbers than people, for puppets and those in quarantine. */
    public static int arraySize(int capacity) {
        return capacity + capacity / 4 + 64 + MAX_PUPPETS;
    }

    /** How many visitors are here with a body. */
    public int size() {
        return size;
    }

    /** Whether no further visitor can come in with a body. */
    public boolean isFull() {
        return size >= capacity;
    }

    /** Whether no further spectator can come in. */
    public boolean isFullOfSpectators() {
        return spectators.size() >= MAX_SPECTATORS;
    }

    /** Whether another puppet may come. */
    public boolean hasRoomForPuppet() {
        return puppets < MAX_PUPPETS;
    }

    /** A number for somebody new; not to be called when full. */
    public int takeNumber(long nowMs) {
        Returned oldest = returned.peek();
        boolean rested = oldest != null && nowMs - oldest.atMs() >= QUARANTINE_MS;
        if (oldest != null && (rested || nextFresh >= bodies.length)) {
            returned.remove();
            return oldest.number();
        }
        return nextFresh++;
    }

    /** Adds a visitor with a body. */
    public void add(SessionVisitor visitor, Body body) {
        visitors[visitor.avatar()] = visitor;
        bodies[visitor.avatar()] = body;
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = visitor.avatar();
    }

    /** Adds a visitor without a body. */
    public void addSpectator(SessionVisitor visitor) {
        spectators.add(visitor);
    }

    /** Takes a spectator out; they are not here any more from now on. */
    public void removeSpectator(SessionVisitor visitor) {
        visitor.gone();
        spectators.remove(visitor);
    }

    /** The visitors without a body, in the order in which they came; shows later changes. */
    public List<SessionVisitor> spectators() {
        return spectatorsView;
    }

    /** Adds a puppet. */
    public void addPuppet(Body body) {
        bodies[body.avatar()] = body;
        puppets++;
    }

    /** Takes a visitor with a body out; they are not here any more from now on. */
    public void remove(SessionVisitor visitor, long nowMs) {
        int avatar = visitor.avatar();
        visitor.gone();
        visitors[avatar] = null;
        bodies[avatar] = null;
        for (int i = 0; i < size; i++) {
            if (numbers[i] == avatar) {
                numbers[i] = numbers[--size];
                break;
            }
        }
        returned.add(new Returned(avatar, nowMs));
    }

    /** Takes a puppet out. */
    public void removePuppet(int avatar, long nowMs) {
        bodies[avatar] = null;
        puppets--;
        returned.add(new Returned(avatar, nowMs));
    }

    /** The visitor with a number; null for puppets and numbers that nobody has. */
    public @Nullable SessionVisitor visitor(int avatar) {
        return avatar >= visitors.length ? spectator(avatar) : avatar < 0 ? null : visitors[avatar];
    }

    /** Few: looked for one by one. */
    private @Nullable SessionVisitor spectator(int number) {
        for (int i = 0; i < spectators.size(); i++) {
            if (spectators.get(i).avatar() == number) {
                return spectators.get(i);
            }
        }
        return null;
    }

    /** The body with a number; null for spectators and numbers that nobody has. */
    public @Nullable Body body(int avatar) {
        return avatar < 0 || avatar >= bodies.length ? null : bodies[avatar];
    }

    /** The numbers of all visitors with a body, in no particular order, by index below {@link #size}. */
    public int number(int index) {
        return numbers[index];
    }

    private record Returned(int number, long atMs) {}
}
