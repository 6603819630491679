package org.parvis.loadtest.scenario;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
    /** The share of its own crowd from which on a frame holds enough poses for bytes per pose to be compared. */
    private static final double FULL_ENOUGH = 0.5;

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
        return new Scenario(name, description, venue, seed, groups, scaled, limitsAt(factor));
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
     * Limits that hold for a crowd of another size. Each frame has a few bytes of its own, which weigh more the fewer
     * poses share them; so bytes per update say nothing in a crowd much smaller than the scenario's.
     */
    private Limits limitsAt(double factor) {
        return factor < FULL_ENOUGH ? limits.ofSmallCrowd() : limits;
    }

    /**
     * The same scenario in which nobody says anything: what a scenario with chat is to be compared with.
     *
     * @return the changed scenario; with the same seed everybody walks the same ways
     */
    public Scenario silent() {
        return new Scenario(
                name,
                description,
                venue,
                seed,
                groups.stream().map(Group::silent).toList(),
                stages.stream().map(Stage::silent).toList(),
                limits);
    }

    /**
     * The part of the scenario that one of several testers plays: its share of the people, on a seed of its own.
     *
     * @param number of the part, from 1
     * @param parts how many there are
     * @return the changed scenario; the limits are not for a part to judge
     */
    public Scenario part(int number, int parts) {
        List<Stage> shares = stages.stream()
                .map(stage -> stage.withPeople(share(stage.people(), number, parts)))
                .toList();
        return new Scenario(name, description, venue, seed + number - 1, groups, shares, limits);
    }

    /** People of a part, so that the parts add up. */
    private static int share(int people, int number, int parts) {
        return (int) ((long) people * number / parts - (long) people * (number - 1) / parts);
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
                .map(group -> group.walk().motion() == MotionKind.REPLAY ? group.withRecording(recording) : group)
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
     * @param walk how they move
     * @param talk how much they say
     * @param link how they are connected
     */
    public record Group(
            String name,
            double share,
            Behaviour behaviour,
            @JsonUnwrapped Walking walk,
            @JsonUnwrapped Talk talk,
            @JsonUnwrapped Link link) {
        Group withRecording(String recording) {
            return new Group(name, share, behaviour, walk.withRecording(recording), talk, link);
        }

        Group silent() {
            return new Group(name, share, behaviour, walk, Talk.NONE, link);
        }
    }

    /**
     * How people of a group move.
     *
     * @param motion the kind of motion
     * @param speedMS metres per second
     * @param reachM longest straight walk, metres
     * @param pauseMs mean time somebody stands at the end of a walk before the next, milliseconds
     * @param moveRate moves per second, 1 to 20
     * @param recording file of the recorded crowd of a replay, empty otherwise
     */
    public record Walking(
            MotionKind motion, double speedMS, double reachM, long pauseMs, int moveRate, String recording) {
        Walking withRecording(String newRecording) {
            return new Walking(motion, speedMS, reachM, pauseMs, moveRate, newRecording);
        }
    }

    /**
     * How much people of a group say, each on average.
     *
     * @param chatPerMinute chat messages
     * @param emotesPerMinute emotes
     * @param reactionsPerMinute reactions
     */
    public record Talk(double chatPerMinute, double emotesPerMinute, double reactionsPerMinute) {
        /** They say nothing. */
        public static final Talk NONE = new Talk(0, 0, 0);

        /**
         * How much somebody does in a minute.
         *
         * @return the sum
         */
        public double perMinute() {
            return chatPerMinute + emotesPerMinute + reactionsPerMinute;
        }
    }

    /**
     * How people of a group are connected.
     *
     * @param readBytesPerSecond what a slow reader reads; 0 for as fast as it comes
     * @param stayMs mean stay before somebody leaves and another comes; 0 for to the end
     * @param comesBack whether somebody whose connection is lost comes back with the resume token, as clients do,
     *     instead of counting as lost
     */
    public record Link(int readBytesPerSecond, long stayMs, boolean comesBack) {
        /** Reads as fast as it comes, stays to the end, and is lost with its connection. */
        public static final Link USUAL = new Link(0, 0, false);
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
     * @param durationMs how long it lasts, milliseconds
     * @param measured whether its figures count
     * @param arrival how the number of people changes over it
     * @param dropShare share of connections cut at its beginning; they resume with a jittered back-off
     * @param chatOnce whether everybody says one message in it, each at a random time of their own
     */
    public record Stage(
            String name,
            int people,
            long durationMs,
            boolean measured,
            Arrival arrival,
            double dropShare,
            boolean chatOnce) {
        /**
         * A stage in which people come evenly and nothing special happens.
         *
         * @param name a short word for it
         * @param people who should be there when it ends
         * @param durationMs how long it lasts, milliseconds
         * @param measured whether its figures count
         * @return the stage
         */
        public static Stage plain(String name, int people, long durationMs, boolean measured) {
            return new Stage(name, people, durationMs, measured, Arrival.EVEN, 0, false);
        }

        /**
         * The same stage with another crowd.
         *
         * @param newPeople who should be there when it ends
         * @return the changed stage
         */
        public Stage withPeople(int newPeople) {
            return new Stage(name, newPeople, durationMs, measured, arrival, dropShare, chatOnce);
        }

        /**
         * The same stage, longer or shorter.
         *
         * @param newDurationMs how long it lasts, milliseconds
         * @return the changed stage
         */
        public Stage withDuration(long newDurationMs) {
            return new Stage(name, people, newDurationMs, measured, arrival, dropShare, chatOnce);
        }

        Stage silent() {
            return new Stage(name, people, durationMs, measured, arrival, dropShare, false);
        }
    }

    /** How the number of people changes over a stage. */
    public enum Arrival {
        /** At the same rate all the time. */
        EVEN,
        /** Each at a random time, as people come who do not know of each other (a Poisson process). */
        RANDOM,
        /** Slowly, then in a rush, then slowly again. */
        WAVE,
        /** Most at the beginning. */
        EARLY,
        /** Most at the end. */
        LATE,
        /** All at the beginning, as fast as the tester can. */
        AT_ONCE
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
     * @param ageP99Growth how many times the first measured stage's age p99 that of each later one may be, at most
     */
    public record Limits(
            @Nullable Double ageP99Ms,
            @Nullable Double joinP99Ms,
            @Nullable Integer lost,
            @Nullable Double nearDelivered,
            @Nullable Double bytesPerUpdate,
            @Nullable Double bytesPerClientPerSecond,
            @Nullable Double ageP99Growth) {
        /** Nothing is asked. */
        public static final Limits NONE = new Limits(null, null, null, null, null, null, null);

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
                    either(others.bytesPerClientPerSecond, bytesPerClientPerSecond),
                    either(others.ageP99Growth, ageP99Growth));
        }

        /** The same without the limit that only a crowd of the scenario's own size can hold. */
        Limits ofSmallCrowd() {
            return new Limits(ageP99Ms, joinP99Ms, lost, nearDelivered, null, bytesPerClientPerSecond, ageP99Growth);
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
