package org.parvis.server.gateway.stay;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where some people are, in columns, so that writing it down each second makes no garbage. Filled by a tick thread while
 * it is free, read by a thread of the store until that gives it back.
 */
public final class PlaceSheet {
    private final AtomicBoolean inUse = new AtomicBoolean();
    private String[] sessions = new String[64];
    private int[] numbers = new int[4 * 64];
    private int size;
    private volatile boolean lost;

    /** Takes the sheet to be filled; false while it is being read. */
    boolean take() {
        if (!inUse.compareAndSet(false, true)) {
            return false;
        }
        size = 0;
        return true;
    }

    void add(String session, int floor, int xCm, int zCm, int yaw) {
        if (size == sessions.length) {
            sessions = Arrays.copyOf(sessions, size * 2);
            numbers = Arrays.copyOf(numbers, 4 * size * 2);
        }
        sessions[size] = session;
        numbers[4 * size] = floor;
        numbers[4 * size + 1] = xCm;
        numbers[4 * size + 2] = zCm;
        numbers[4 * size + 3] = yaw;
        size++;
    }

    int size() {
        return size;
    }

    String session(int row) {
        return sessions[row];
    }

    int floor(int row) {
        return numbers[4 * row];
    }

    int xCm(int row) {
        return numbers[4 * row + 1];
    }

    int zCm(int row) {
        return numbers[4 * row + 2];
    }

    int yaw(int row) {
        return numbers[4 * row + 3];
    }

    /** Gives the sheet back; {@code wasLost} when its content is stored nowhere. */
    void done(boolean wasLost) {
        if (wasLost) {
            lost = true;
        }
        inUse.set(false);
    }

    /** Whether a content was lost since this was asked last. */
    boolean wasLost() {
        boolean answer = lost;
        lost = false;
        return answer;
    }
}
