package org.parvis.server.placement;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The instances that placement chooses from, and the way to have more or fewer of them. Any thread; never waits. */
public interface InstancePool {
    /**
     * The instances that run, as they were a moment ago, the first started first.
     *
     * @return a fresh list
     */
    List<Facts> running();

    /**
     * Starts another instance of a venue that runs already.
     *
     * @param venueId which
     * @return its id, when people may enter it; fails when it cannot be started
     */
    CompletionStage<String> open(String venueId);

    /**
     * Ends an instance in which nobody is.
     *
     * @param instanceId which; nothing happens when it does not run
     */
    void close(String instanceId);

    /**
     * An instance.
     *
     * @param id opaque
     * @param venueId of its venue
     * @param people in it, those away included
     * @param spectators who look on without taking anybody's room
     * @param capacity people it may hold
     * @param isOpen whether it takes anybody in
     */
    record Facts(String id, String venueId, int people, int spectators, int capacity, boolean isOpen) {
        /** An instance at which nobody only looks. */
        public Facts(String id, String venueId, int people, int capacity, boolean isOpen) {
            this(id, venueId, people, 0, capacity, isOpen);
        }

        /** Whether nobody is in it. */
        public boolean isEmpty() {
            return people == 0 && spectators == 0;
        }
    }
}
