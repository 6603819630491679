package org.parvis.server.instance;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the instance, by avatar number. Numbers begin at 1 and are given again only after a while, the longest-unused
 * first, so that late frames of a former owner are not taken for the next. Tick thread only.
 */
final class Population {
    static final long QUARANTINE_MS = 10_000;

    private final @Nullable Person[] persons;
    private final int capacity;
    private final ArrayDeque<Returned> returned = new ArrayDeque<>();
    private int[] numbers = new int[64];
    private int size;
    private int nextFresh = 1;

    Population(int capacity) {
        this.capacity = capacity;
        persons = new Person[arraySize(capacity)];
    }

    /** Length of arrays by avatar number: some more numbers than people, for those in quarantine. */
    static int arraySize(int capacity) {
        return capacity + capacity / 4 + 64;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size >= capacity;
    }

    /** A number for somebody new; not to be called when full. */
    int takeNumber(long nowMs) {
        Returned oldest = returned.peek();
        boolean rested = oldest != null && nowMs - oldest.atMs() >= QUARANTINE_MS;
        if (oldest != null && (rested || nextFresh >= persons.length)) {
            returned.remove();
            return oldest.number();
        }
        return nextFresh++;
    }

    void add(Person person) {
        persons[person.avatar()] = person;
        if (size == numbers.length) {
            numbers = java.util.Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = person.avatar();
    }

    void remove(Person person, long nowMs) {
        persons[person.avatar()] = null;
        for (int i = 0; i < size; i++) {
            if (numbers[i] == person.avatar()) {
                numbers[i] = numbers[--size];
                break;
            }
        }
        returned.add(new Returned(person.avatar(), nowMs));
    }

    @Nullable
    Person find(int avatar) {
        return avatar < 0 || avatar >= persons.length ? null : persons[avatar];
    }

    /** The avatar numbers of all, in no particular order, by index below {@link #size}. */
    int number(int index) {
        return numbers[index];
    }

    private record Returned(int number, long atMs) {}
}
