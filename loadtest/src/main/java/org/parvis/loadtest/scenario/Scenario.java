package org.parvis.loadtest.scenario;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a crowd does and what it must hold, as read from a scenario file. The component names are those of the
 * file; {@code docs/crowd.md} explains them and the published schema restricts them.
 *
 * @param name a short word for it
 * @param description what it is for
 * @param venue id of the venue, empty for the server's default
 * @param seed of all random numbers
 * @param groups kinds of people; the shares add up to 1
 * @param stages what happens one after another, at least one measured
 * @param limits what the measured stages must hold
 */
public record Scenario(
        String name,
        String description,
        String venue,
        long seed,
        List<Group> groups,
        List<Stage> stages,
        Limits limits) {
    /** Copies the lists. */
    public Scenario {
        groups = List.copyOf(groups);
        stages = List.copyOf(stages);
    }

    /**
     * The largest crowd of any stage.
     *
     * @return number of people
     */
    public int mostPeople() {
        return stages.stream().mapToInt(Stage::people).max().orElse(0);
    }

    /**
     * The same scenario with a crowd of another size.
     *
     * @param people of the largest stage; the others shrink or grow with it
     * @return the scaled scenario
     */
    public Scenario scaledTo(int people) {
        double factor = people / (double) mostPeople();
        List<Stage> scaled = stages.stream()
                .map(stage -> stage.withPeople((int) Math.round(stage.people() * factor)))
                .toList();
        return new Scenario(name, description, venue, seed, groups, scaled, limits);
    }

    /**
     * The same scenario with a crowd of another size that arrives, and leaves, at the same rate: stages that
     * are not measured and in which the number of people changes take longer the larger the crowd is.
     *
     * @param people of the largest stage; the others shrink or grow with it
     * @return the scaled scenario
     */
    public Scenario pacedTo(int people) {
        double factor = people / (double) mostPeople();
        List<Stage> paced = new ArrayList<>();
        int before = 0;
        for (Stage stage : stages) {
            boolean changes = !stage.measured() && stage.people() != before;
            paced.add(changes ? stage.withDuration(Math.max(1000, (long) (stage.durationMs() * factor))) : stage);
            before = stage.people();
        }
        return new Scenario(name, description, venue, seed, groups, paced, limits).scaledTo(people);
    }

    /**
     * The same scenario with other random numbers.
     *
     * @param newSeed of all random numbers
     * @return the changed scenario
     */
    public Scenario withSeed(long newSeed) {
        return new Scenario(name, description, venue, newSeed, groups, stages, limits);
    }

    /**
     * The same scenario elsewhere.
     *
     * @param newVenue id of the venue, empty for the server's default
     * @return the changed scenario
     */
    public Scenario inVenue(String newVenue) {
        return new Scenario(name, description, newVenue, seed, groups, stages, limits);
    }

    /**
     * The same scenario with another recording.
     *
     * @param recording file that groups with motion replay follow
     * @return the changed scenario
     */
    public Scenario replaying(String recording) {
        List<Group> changed = groups.stream()
                .map(group -> group.motion() == MotionKind.REPLAY ? group.withRecording(recording) : group)
                .toList();
        return new Scenario(name, description, venue, seed, changed, stages, limits);
    }

    /**
     * The same scenario with other limits.
     *
     * @param newLimits what the measured stages must hold
     * @return the changed scenario
     */
    public Scenario withLimits(Limits newLimits) {
        return new Scenario(name, description, venue, seed, groups, stages, newLimits);
    }

    /**
     * The same scenario with other durations.
     *
     * @param measuredMs length of each measured stage, milliseconds
     * @return the changed scenario
     */
    public Scenario measuredFor(long measuredMs) {
        List<Stage> changed = stages.stream()
                .map(stage -> stage.measured() ? stage.withDuration(measuredMs) : stage)
                .toList();
        return new Scenario(name, description, venue, seed, groups, changed, limits);
    }

    /**
     * A kind of people.
     *
     * @param name a short word for it
     * @param share of the crowd, 0 to 1
     * @param behaviour what they do
     * @param motion how they move
     * @param speedMS metres per second
     * @param reachM longest straight walk, metres
     * @param pauseMs mean time somebody stands at the end of a walk before the next, milliseconds
     * @param moveRate moves per second, 1 to 20
     * @param chatPerMinute chat messages each sends, on average
     * @param emotesPerMinute emotes each makes, on average
     * @param reactionsPerMinute reactions each shows, on average
     * @param readBytesPerSecond what a slow reader reads; 0 for as fast as it comes
     * @param stayMs mean stay before somebody leaves and another comes; 0 for to the end
     * @param recording file of the recorded crowd of a replay, empty otherwise
     * @param comesBack whether somebody whose connection is lost comes back with the resume token, as clients do,
     *     instead of counting as lost
     */
    public record Group(
            String name,
            double share,
            Behaviour behaviour,
            MotionKind motion,
            double speedMS,
            double reachM,
            long pauseMs,
            int moveRate,
            double chatPerMinute,
            double emotesPerMinute,
            double reactionsPerMinute,
            int readBytesPerSecond,
            long stayMs,
            String recording,
            boolean comesBack) {
        Group withRecording(String newRecording) {
            return new Group(
                    name,
                    share,
                    behaviour,
                    motion,
                    speedMS,
                    reachM,
                    pauseMs,
                    moveRate,
                    chatPerMinute,
                    emotesPerMinute,
                    reactionsPerMinute,
                    readBytesPerSecond,
                    stayMs,
                    newRecording,
                    comesBack);
        }
    }

    /** What people of a group are up to. */
    public enum Behaviour {
        /** They behave as people do; their figures count. */
        HONEST,
        /** They send far more than is allowed. */
        FLOOD,
        /** They send bytes that mean nothing. */
        GARBAGE,
        /** They connect and never say a word. */
        HALF_OPEN
    }

    /** How people move. */
    public enum MotionKind {
        /** Straight walks to random places. */
        WAYPOINT,
        /** A recorded crowd. */
        REPLAY,
        /** They stay where they are and turn. */
        STAND
    }

    /**
     * Something that happens, one after another.
     *
     * @param name a short word for it
     * @param people who should be there when it ends
     * @param durationMs how long it lasts; the number of people changes evenly over it, milliseconds
     * @param measured whether its figures count
     * @param dropShare share of connections cut at its beginning; they resume with a jittered back-off
     */
    public record Stage(String name, int people, long durationMs, boolean measured, double dropShare) {
        Stage withPeople(int newPeople) {
            return new Stage(name, newPeople, durationMs, measured, dropShare);
        }

        Stage withDuration(long newDurationMs) {
            return new Stage(name, people, newDurationMs, measured, dropShare);
        }
    }

    /**
     * What the measured stages must hold; null where nothing is asked.
     *
     * @param ageP99Ms 99th percentile of the age of information, milliseconds
     * @param joinP99Ms 99th percentile of join to welcome, milliseconds
     * @param lost honest people lost
     * @param nearDelivered share of near moves delivered, at least
     * @param bytesPerUpdate bytes of frames per pose
     * @param bytesPerClientPerSecond bytes each person receives
     */
    public record Limits(
            @Nullable Double ageP99Ms,
            @Nullable Double joinP99Ms,
            @Nullable Integer lost,
            @Nullable Double nearDelivered,
            @Nullable Double bytesPerUpdate,
            @Nullable Double bytesPerClientPerSecond) {
        /** Nothing is asked. */
        public static final Limits NONE = new Limits(null, null, null, null, null, null);

        /**
         * These limits with others in their place where others are given.
         *
         * @param others win where not null
         * @return both together
         */
        public Limits overriddenBy(Limits others) {
            return new Limits(
                    either(others.ageP99Ms, ageP99Ms),
                    either(others.joinP99Ms, joinP99Ms),
                    either(others.lost, lost),
                    either(others.nearDelivered, nearDelivered),
                    either(others.bytesPerUpdate, bytesPerUpdate),
                    either(others.bytesPerClientPerSecond, bytesPerClientPerSecond));
        }

        /**
         * Whether anything is asked.
         *
         * @return true if at least one limit is given
         */
        public boolean given() {
            return !equals(NONE);
        }

        private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
            return first != null ? first : second;
        }
    }
}
