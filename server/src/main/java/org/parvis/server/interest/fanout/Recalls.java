package org.parvis.server.interest.fanout;

import java.util.ArrayDeque;
import java.util.List;

/** The recalls that frames of the slowest pace have yet to bring. Tick thread only. */
final class Recalls {
    private final ArrayDeque<Recall> recalls = new ArrayDeque<>(0);
    private List<Recall> current = List.of();

    void add(Recall recall) {
        recalls.add(recall);
        current = List.copyOf(recalls);
    }

    void forgetUpTo(int beat) {
        boolean isOld = false;
        while (!recalls.isEmpty() && recalls.element().beat() <= beat) {
            recalls.remove();
            isOld = true;
        }
        if (isOld) {
            current = List.copyOf(recalls);
        }
    }

    /** The recalls, oldest first; never written again. */
    List<Recall> current() {
        return current;
    }
}
