package org.parvis.server.interest.cells;

import java.util.Arrays;

/** A growing list of numbers that never boxes and keeps its room when emptied. One thread at a time. */
public final class IntBag {
    private int[] values;
    private int size;

    /**
     * Makes an empty list.
     *
     * @param room numbers it holds before it grows
     */
    public IntBag(int room) {
        values = new int[room];
    }

    /** How many numbers there are. */
    public int size() {
        return size;
    }

    /** Whether there is no number. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The number at an index below {@link #size}; other indices are not checked. */
    public int get(int index) {
        return values[index];
    }

    /** Adds a number behind the last. */
    public void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(8, size * 2));
        }
        values[size++] = value;
    }

    /** Removes all numbers. */
    public void clear() {
        size = 0;
    }

    /** Removes the number at an index; the last one takes its place. */
    public void removeAt(int index) {
        values[index] = values[--size];
    }

    /** Removes the first {@code count} numbers. */
    public void dropFirst(int count) {
        System.arraycopy(values, count, values, 0, size - count);
        size -= count;
    }

    /** Takes over the numbers of another list instead of its own. */
    public void copy(IntBag other) {
        clear();
        for (int i = 0; i < other.size; i++) {
            add(other.values[i]);
        }
    }

    /** Puts a number at an index below {@link #size} instead of the one there. */
    public void set(int index, int value) {
        values[index] = value;
    }

    /** Keeps the first {@code newSize} numbers. */
    public void shrink(int newSize) {
        size = newSize;
    }

    /** Index of a number in a list in rising order; -(where it would be) - 1 when it is not there. */
    public int search(int value) {
        return Arrays.binarySearch(values, 0, size, value);
    }

    /** Inserts a number before the one at an index; those behind it move up. */
    public void insertAt(int index, int value) {
        add(value);
        System.arraycopy(values, index, values, index + 1, size - 1 - index);
        values[index] = value;
    }

    /** The numbers as an array of their own. */
    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }

    /** Whether another list has the same numbers in the same order. */
    public boolean isSame(IntBag other) {
        return Arrays.equals(values, 0, size, other.values, 0, other.size);
    }

    /** Removes the first of a number, keeping the order; false when there is none. */
    public boolean removeFirst(int value) {
        for (int i = 0; i < size; i++) {
            if (values[i] == value) {
                System.arraycopy(values, i + 1, values, i, size - i - 1);
                size--;
                return true;
            }
        }
        return false;
    }

    /** Puts the numbers into rising order. */
    public void sort() {
        Arrays.sort(values, 0, size);
    }

    /** Adds in rising order unless it is there; false when it was. */
    public boolean insertSorted(int value) {
        int at = search(value);
        if (at >= 0) {
            return false;
        }
        insertAt(-at - 1, value);
        return true;
    }

    /** Removes a number of a list in rising order; false when it was not there. */
    public boolean removeSorted(int value) {
        int at = search(value);
        if (at < 0) {
            return false;
        }
        System.arraycopy(values, at + 1, values, at, size - at - 1);
        size--;
        return true;
    }
}
