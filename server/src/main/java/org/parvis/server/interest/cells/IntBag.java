package org.parvis.server.interest.cells;

import java.util.Arrays;

/** A growing list of numbers that never boxes and keeps its room when emptied. One thread at a time. */
public final class IntBag {
    private int[] values;
    private int size;

    public IntBag(int room) {
        values = new int[room];
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public int get(int index) {
        return values[index];
    }

    public void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(8, size * 2));
        }
        values[size++] = value;
    }

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

    public void copy(IntBag other) {
        clear();
        for (int i = 0; i < other.size; i++) {
            add(other.values[i]);
        }
    }

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

    public void insertAt(int index, int value) {
        add(value);
        System.arraycopy(values, index, values, index + 1, size - 1 - index);
        values[index] = value;
    }

    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }

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
