package org.parvis.loadtest.crowd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who moves when: a wheel of 2 ms slots, each with the people whose next move is due in it. A person's moves
 * are due at fixed times whatever happens, so that a stall is caught up and counted. Event loop only.
 */
final class MoveWheel {
    static final long SLOT_NS = 2_000_000;

    /** The slowest mover moves once a second; twice that fits. */
    private static final int SLOTS = 1024;

    private final Slot[] slots = new Slot[SLOTS];
    private final long originNs;
    private long nextSlot;

    MoveWheel(long originNs) {
        this.originNs = originNs;
        Arrays.setAll(slots, i -> new Slot());
    }

    /** Adds a person whose next move is due at their {@code nextMoveNs}, within two seconds. */
    void add(Person person) {
        long slot = Math.max(nextSlot, (person.nextMoveNs - originNs) / SLOT_NS);
        slots[(int) (slot % SLOTS)].add(person);
    }

    /** Hands out everybody due until now; those who keep moving are to be added again. */
    void turn(long nowNs, Mover mover) {
        long until = (nowNs - originNs) / SLOT_NS;
        while (nextSlot <= until) {
            Slot slot = slots[(int) (nextSlot % SLOTS)];
            nextSlot++;
            slot.handOut(mover);
        }
    }

    /** Receives those due. */
    interface Mover {
        void onDue(Person person);
    }

    private static final class Slot {
        private @Nullable Person[] people = new Person[8];
        private int count;

        void add(Person person) {
            if (count == people.length) {
                people = Arrays.copyOf(people, count * 2);
            }
            people[count++] = person;
        }

        void handOut(Mover mover) {
            int due = count;
            count = 0;
            for (int i = 0; i < due; i++) {
                Person person = people[i];
                if (person != null) {
                    mover.onDue(person);
                }
            }
        }
    }
}
