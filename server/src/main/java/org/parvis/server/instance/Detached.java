package org.parvis.server.instance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * People whose connection is lost and whose avatars wait for them. Finding one of them costs the same however many there
 * are: a whole crowd may lose its network at once. Tick thread only.
 */
final class Detached {
    private final Set<Person> people = new LinkedHashSet<>();
    private final List<Person> overdue = new ArrayList<>();

    void add(Person person, long nowNs) {
        person.detached(nowNs);
        people.add(person);
    }

    void remove(Person person) {
        people.remove(person);
    }

    /** Those for whom it has waited long enough; the list is good until the next call. */
    List<Person> overdue(long nowNs) {
        overdue.clear();
        for (Person person : people) {
            if (person.isOverdue(nowNs)) {
                overdue.add(person);
            }
        }
        return overdue;
    }
}
