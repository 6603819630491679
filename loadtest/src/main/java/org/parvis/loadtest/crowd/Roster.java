package org.parvis.loadtest.crowd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.client.Connection;
import org.parvis.loadtest.scenario.Scenario.Behaviour;
import org.parvis.loadtest.scenario.Scenario.Group;
import org.parvis.loadtest.scenario.Scenario.Talk;
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

    /** The wait is doubled from the fourth call in a row that came to nothing, three times at most. */
    private static final int EQUAL_WAITS = 3;

    private static final int MOST_DOUBLINGS = 3;
    private static final long TRY_TO_SPEAK_EVERY_NS = 20 * MS_NS;
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
    private final PriorityQueue<Later> speaking = new PriorityQueue<>();
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
        if (person.group.link().stayMs() > 0) {
            double stayMs =
                    -Math.log(1 - random.nextDouble()) * person.group.link().stayMs();
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

    /**
     * The person was refused, lost or not connected; as clients do, it waits as long as it was told, at least a second,
     * and up to half more, and longer when call after call comes to nothing.
     */
    void tryAgainLater(Person person, long retryAfterMs, long nowNs) {
        int doublings = Math.max(0, Math.min(MOST_DOUBLINGS, person.failedCalls() - EQUAL_WAITS));
        long waitMs = Math.max(LEAST_RETRY_MS, retryAfterMs) << doublings;
        returning.add(new Later(nowNs + (waitMs + random.nextLong(waitMs / 2)) * MS_NS, person));
    }

    /** Somebody has said good-bye; the seat is free when the connection has ended. */
    void parting() {
        parting++;
    }

    /** The connection of somebody who left has ended; the seat is free. */
    void gone(Person person) {
        parting--;
        inside--;
        idle.add(person);
    }

    /** Everybody who is there says one message within some time, each at a random moment. */
    void everybodySpeaks(long nowNs, long withinMs) {
        for (Person person : people) {
            if (person.isPresent()) {
                speaking.add(new Later(nowNs + random.nextLong(withinMs) * MS_NS, person));
            }
        }
    }

    /** People who call and do not get in, and why the last of them did not; null when nobody waits. */
    @Nullable
    String outside() {
        int waiting = 0;
        String why = null;
        for (Person person : people) {
            String because = person.neverInBecause();
            waiting += because == null ? 0 : 1;
            why = because == null ? why : because;
        }
        return why == null ? null : waiting + " cannot connect (" + why + ")";
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
        look(nowNs);
        speak(nowNs);
        talk(nowNs);
    }

    private void look(long nowNs) {
        for (int i = 0; i < sampled.size(); i++) {
            Person person = sampled.get(i);
            if (person.sight != null && person.isPresent()) {
                person.sight.sample(person, nowNs);
            }
        }
    }

    private void speak(long nowNs) {
        while (!speaking.isEmpty() && speaking.peek().atNs <= nowNs) {
            Person person = speaking.remove().person;
            if (person.isPresent() && !person.act(hello(person), nowNs)) {
                speaking.add(new Later(nowNs + TRY_TO_SPEAK_EVERY_NS, person));
            }
        }
    }

    void cut(double share, long nowNs) {
        for (Person person : people) {
            if (random.nextDouble() < share) {
                person.cut(nowNs);
            }
        }
    }

    /** Why a run has failed that ends now, in words; empty if anybody is there, or nobody should be. */
    String failure(int wanted) {
        if (present > 0 || wanted == 0 || people.isEmpty()) {
            return "";
        }
        String why = outside();
        return "nobody was connected when the run ended" + (why == null ? "" : ": " + why);
    }

    /** Ends the run; people whom the last stage asked for and who never set out are lost. */
    void sendHome(int wanted) {
        int missing = wanted - inside - trouble.size();
        if (missing > MAX_DIALS_PER_PULSE) {
            swarm.tally().disconnects.merge("never set out", missing, Integer::sum);
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
        boolean sees = index % sampleStride == 0 && group.link().readBytesPerSecond() == 0;
        Sight sight = sees ? new Sight(swarm, probes.size() < Swarm.maxProbes()) : null;
        Person person = new Person(swarm, index, group, cast.motionOf(group), sight);
        people.add(person);
        if (group.talk().perMinute() > 0) {
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
            double chance = person.group.link().readBytesPerSecond() * (SLOW_READ_EVERY_NS / 1e9) / SLOW_READ_BYTES;
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
            Talk talk = person.group.talk();
            double draw = random.nextDouble() * 60;
            double chat = talk.chatPerMinute() * seconds;
            if (draw < chat) {
                person.act(hello(person), nowNs);
            } else if (draw < chat + talk.reactionsPerMinute() * seconds) {
                ReactionKind kind = REACTIONS[random.nextInt(REACTIONS.length)];
                person.act(Action.newBuilder().setReaction(Reaction.newBuilder().setKind(kind)), nowNs);
            } else if (draw > 60 - talk.emotesPerMinute() * seconds) {
                EmoteKind kind = EMOTES[random.nextInt(EMOTES.length)];
                person.act(Action.newBuilder().setEmote(Emote.newBuilder().setKind(kind)), nowNs);
            }
        }
        pingSomebody(nowNs, seconds);
    }

    private static Action.Builder hello(Person person) {
        return Action.newBuilder().setChat(Chat.newBuilder().setText("Hello from " + person.index));
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
            return Long.compare(atNs, other.atNs);
        }
    }
}
