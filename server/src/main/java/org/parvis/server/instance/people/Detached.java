package org.parvis.server.instance.people;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * People whose connection is lost and whose avatars wait for them. Finding one of them costs the same however many there
 * are: a whole crowd may lose its network at once. Tick thread only.
 */
public final class Detached {
    private final Set<SessionVisitor> visitors = new LinkedHashSet<>();
    private final List<SessionVisitor> overdue = new ArrayList<>();

    public void add(SessionVisitor visitor, long nowNs) {
        visitor.detached(nowNs);
        visitors.add(visitor);
    }

    public void remove(SessionVisitor visitor) {
        visitors.remove(visitor);
    }

    /** Those for whom it has waited long enough; the list is good until the next call. */
    public List<SessionVisitor> overdue(long nowNs) {
        overdue.clear();
        for (SessionVisitor visitor : visitors) {
            if (visitor.isOverdue(nowNs)) {
                overdue.add(visitor);
            }
        }
        return overdue;
    }
}
