package org.parvis.loadtest.crowd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.parvis.loadtest.client.Connection;
import org.parvis.loadtest.scenario.Scenario.Behaviour;
import org.parvis.loadtest.scenario.Scenario.Group;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.Chat;
import org.parvis.protocol.v1.Emote;
import org.parvis.protocol.v1.EmoteKind;
import org.parvis.protocol.v1.Reaction;
import org.parvis.protocol.v1.ReactionKind;

/**
 * Who is there: lets people come and go so that their number follows the timeline, brings back those whose
 * connection was cut, and makes them talk. Event loop only.
 */
final class Roster {
    private static final long MS_NS = 1_000_000L;
    private static final long TROUBLE_EVERY_NS = 20 * MS_NS;
    private static final long SLOW_READ_EVERY_NS = 100 * MS_NS;
    static final int SLOW_READ_BYTES = 2048;
    private static final long LEAST_RETRY_MS = 1_000;
    private static final long BACK_OFF_MAX_MS = 5_000;
    private static final int MAX_DIALS_PER_PULSE = 8;
    private static final EmoteKind[] EMOTES = {
        EmoteKind.EMOTE_KIND_WAVE, EmoteKind.EMOTE_KIND_DANCE, EmoteKind.EMOTE_KIND_APPLAUD
    };
    private static final ReactionKind[] REACTIONS = {
        ReactionKind.REACTION_KIND_APPLAUSE,
        ReactionKind.REACTION_KIND_HEART,
        ReactionKind.REACTION_KIND_LAUGH,
        ReactionKind.REACTION_KIND_CHEER
    };

    private final Swarm swarm;
    private final Cast cast;
    private final SplittableRandom random;
    private final int sampleStride;
    private final List<Person> people = new ArrayList<>();
    private final List<Person> talkers = new ArrayList<>();
    private final List<Person> sampled = new ArrayList<>();
    private final List<Person> probes = new ArrayList<>();
    private final List<Troublemaker> trouble = new ArrayList<>();
    private final Deque<Person> idle = new ArrayDeque<>();
    private final PriorityQueue<Later> returning = new PriorityQueue<>();
    private final PriorityQueue<Later> leaving = new PriorityQueue<>();
    private int seatsTaken;
    private int inside;
    private int parting;
    private int present;
    private long nextTroubleNs;
    private long nextSlowReadNs;
    private long lastTalkNs;
    private int nextPinged;

    Roster(Swarm swarm, Cast cast, int seats, int viewersSampled, SplittableRandom random) {
        this.swarm = swarm;
        this.cast = cast;
        this.random = random;
        sampleStride = Math.max(1, (seats + viewersSampled - 1) / viewersSampled);
    }

    int present() {
        return present;
    }

    List<Person> probes() {
        return probes;
    }

    void present(Person person) {
        present++;
        if (person.group.stayMs() > 0) {
            double stayMs = -Math.log(1 - random.nextDouble()) * person.group.stayMs();
            leaving.add(new Later(swarm.nowNs() + (long) (stayMs * MS_NS), person));
        }
    }

    void absent(Person person) {
        present--;
    }

    /** The person's connection was cut; it comes back after a moment of its own, as clients with jitter do. */
    void comeBackLater(Person person, long nowNs) {
        returning.add(new Later(nowNs + random.nextLong(BACK_OFF_MAX_MS) * MS_NS, person));
    }

    /** The person was refused; as clients do, it waits as long as it was told, at least a second, and up to half more. */
    void tryAgainLater(Person person, long retryAfterMs, long nowNs) {
        long waitMs = Math.max(LEAST_RETRY_MS, retryAfterMs);
        returning.add(new Later(nowNs + (waitMs + random.nextLong(waitMs / 2)) * MS_NS, person));
    }

    /** Somebody has said good-bye; the seat is free when the connection has ended. */
    void parting() {
        parting++;
    }

    /** The connection of somebody who left, or was lost, has ended; the seat is free. */
    void gone(Person person, boolean saidGoodBye) {
        parting -= saidGoodBye ? 1 : 0;
        inside--;
        idle.add(person);
    }

    void pulse(long nowNs, int target, Dialler dialler) {
        int dials = 0;
        while (!returning.isEmpty() && returning.peek().atNs <= nowNs && dials < MAX_DIALS_PER_PULSE) {
            dial(returning.remove().person, nowNs, dialler);
            dials++;
        }
        while (!leaving.isEmpty() && leaving.peek().atNs <= nowNs) {
            Person person = leaving.remove().person;
            if (person.isPresent()) {
                person.leave();
            }
        }
        while (inside + trouble.size() < target && dials < MAX_DIALS_PER_PULSE) {
            admit(nowNs, dialler);
            dials++;
        }
        if (inside - parting + trouble.size() > target) {
            people.stream().filter(Person::isPresent).findFirst().ifPresent(Person::leave);
        }
        makeTrouble(nowNs, dialler);
        readSlowly(nowNs);
        talk(nowNs);
    }

    void cut(double share, long nowNs) {
        for (Person person : people) {
            if (random.nextDouble() < share) {
                person.cut(nowNs);
            }
        }
    }

    /** Ends the run; people whom the last stage asked for and who never set out are lost. */
    void sendHome(int wanted) {
        int missing = wanted - inside - trouble.size();
        int gaveUp = swarm.lostSoFar();
        if (missing > gaveUp + MAX_DIALS_PER_PULSE) {
            swarm.tally().disconnects.merge("never set out", missing - gaveUp, Integer::sum);
        }
        people.stream()
                .filter(person -> person.connection() != null || person.isOutside())
                .forEach(Person::leave);
        trouble.forEach(Troublemaker::stop);
    }

    private void admit(long nowNs, Dialler dialler) {
        Person person = idle.poll();
        if (person == null) {
            int index = seatsTaken++;
            Group group = cast.groupOf(index);
            if (group.behaviour() != Behaviour.HONEST) {
                trouble.add(new Troublemaker(swarm, group.behaviour(), random.nextLong()));
                return;
            }
            person = newPerson(index, group);
        }
        inside++;
        dial(person, nowNs, dialler);
    }

    private Person newPerson(int index, Group group) {
        boolean sees = index % sampleStride == 0 && group.readBytesPerSecond() == 0;
        Sight sight = sees ? new Sight(swarm, probes.size() < Swarm.maxProbes()) : null;
        Person person = new Person(swarm, index, group, cast.motionOf(group), sight);
        people.add(person);
        if (group.chatPerMinute() + group.emotesPerMinute() + group.reactionsPerMinute() > 0) {
            talkers.add(person);
        }
        if (sight != null) {
            sampled.add(person);
            if (sight.isProbe()) {
                probes.add(person);
            }
        }
        return person;
    }

    private void dial(Person person, long nowNs, Dialler dialler) {
        Connection connection = dialler.dial(person, person.index, person.isSlowReader());
        person.begin(connection, nowNs);
    }

    private void makeTrouble(long nowNs, Dialler dialler) {
        if (!trouble.isEmpty() && nowNs >= nextTroubleNs) {
            nextTroubleNs = nowNs + TROUBLE_EVERY_NS;
            for (Troublemaker one : trouble) {
                one.pulse(nowNs, dialler);
            }
        }
    }

    private void readSlowly(long nowNs) {
        if (nowNs < nextSlowReadNs) {
            return;
        }
        nextSlowReadNs = nowNs + SLOW_READ_EVERY_NS;
        for (Person person : people) {
            Connection connection = person.connection();
            if (connection == null || !person.isSlowReader()) {
                continue;
            }
            double chance = person.group.readBytesPerSecond() * (SLOW_READ_EVERY_NS / 1e9) / SLOW_READ_BYTES;
            if (!person.isPresent() || random.nextDouble() < chance) {
                connection.readOnce();
            }
        }
    }

    /** Everybody talks at random times; a person at most one thing at a time. */
    private void talk(long nowNs) {
        double seconds = lastTalkNs == 0 ? 0 : (nowNs - lastTalkNs) / 1e9;
        lastTalkNs = nowNs;
        for (Person person : talkers) {
            Group group = person.group;
            double draw = random.nextDouble() * 60;
            double chat = group.chatPerMinute() * seconds;
            if (draw < chat) {
                person.act(Action.newBuilder().setChat(Chat.newBuilder().setText("Hello from " + person.index)), nowNs);
            } else if (draw < chat + group.reactionsPerMinute() * seconds) {
                ReactionKind kind = REACTIONS[random.nextInt(REACTIONS.length)];
                person.act(Action.newBuilder().setReaction(Reaction.newBuilder().setKind(kind)), nowNs);
            } else if (draw > 60 - group.emotesPerMinute() * seconds) {
                EmoteKind kind = EMOTES[random.nextInt(EMOTES.length)];
                person.act(Action.newBuilder().setEmote(Emote.newBuilder().setKind(kind)), nowNs);
            }
        }
        pingSomebody(nowNs, seconds);
    }

    private void pingSomebody(long nowNs, double seconds) {
        if (!sampled.isEmpty() && random.nextDouble() < seconds * 10) {
            nextPinged = (nextPinged + 1) % sampled.size();
            Person person = sampled.get(nextPinged);
            if (person.isPresent()) {
                person.pingClock(nowNs);
            }
        }
    }

    private record Later(long atNs, Person person) implements Comparable<Later> {
        @Override
        public int compareTo(Later other) {
            return Long.compare(atNs - other.atNs, 0);
        }
    }
}
