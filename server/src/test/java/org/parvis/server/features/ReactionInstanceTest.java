package org.parvis.server.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.ActionReply;
import org.parvis.protocol.v1.Reaction;
import org.parvis.protocol.v1.ReactionCount;
import org.parvis.protocol.v1.ReactionKind;
import org.parvis.protocol.v1.Reactions;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.feature.social.ReactionFeature;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;

@Tag("A78")
class ReactionInstanceTest {
    private static final int TICKS_PER_SECOND = 20;
    private static final SmallVenue VENUE = SmallVenue.square(100);
    private static final ReactionKind APPLAUSE = ReactionKind.REACTION_KIND_APPLAUSE;
    private static final ReactionKind HEART = ReactionKind.REACTION_KIND_HEART;
    private static final List<ReactionKind> KINDS =
            List.of(APPLAUSE, HEART, ReactionKind.REACTION_KIND_LAUGH, ReactionKind.REACTION_KIND_CHEER);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final HandTicked house = HandTicked.of(VENUE, new ReactionFeature(metrics));

    @Test
    void threeHundredSendersCostEveryReceiverOneMessageASecond() {
        List<Guest> guests = crowd(300);
        awaitSecond();
        for (int tick = 0; tick < TICKS_PER_SECOND; tick++) {
            for (Guest guest : guests.subList(tick * 15, tick * 15 + 15)) {
                react(guest, 1, tick % 3 == 0 ? HEART : APPLAUSE);
            }
            house.tick();
        }
        assertThat(guests).allSatisfy(guest -> {
            assertThat(reactions(guest)).hasSize(1);
            assertThat(reactions(guest).get(0).getCountsList())
                    .containsExactly(count(APPLAUSE, 195, 195), count(HEART, 105, 105));
            assertThat(done(guest)).hasSize(1);
        });
        house.seconds(3);
        assertThat(guests).allSatisfy(guest -> assertThat(reactions(guest)).hasSize(1));
        react(guests.get(7), 2, HEART);
        house.seconds(1);
        assertThat(guests)
                .allSatisfy(guest ->
                        assertThat(reactions(guest).get(1).getCountsList()).containsExactly(count(HEART, 1, 106)));
        assertThat(counted(HEART)).isEqualTo(106);
        assertThat(counted(ReactionKind.REACTION_KIND_LAUGH)).isZero();
    }

    @Test
    void countsAddUpToTotalsAndToActionsDoneForAllFromWhenTheyCame() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Guest> guests = crowd(40);
        awaitSecond();
        reactForSeconds(4, guests, random);
        Guest late = house.ask("late", 3, 3);
        reactForSeconds(4, guests, random);
        house.seconds(1);
        long doneByAll = guests.stream().mapToLong(guest -> done(guest).size()).sum();
        assertThat(doneByAll).as("seed %d", seed).isGreaterThan(100);
        for (Guest guest : guests) {
            assertThat(sumOfCounts(guest)).as("seed %d", seed).isEqualTo(doneByAll);
            assertThat(sumOfTotals(guest)).as("seed %d", seed).isEqualTo(doneByAll);
        }
        Reactions first = reactions(late).get(0);
        assertThat(first.getCountsList()).isNotEmpty().allMatch(count -> count.getCount() == 0);
        long before = first.getCountsList().stream()
                .mapToLong(ReactionCount::getTotal)
                .sum();
        assertThat(before + sumOfCounts(late)).as("seed %d", seed).isEqualTo(doneByAll);
        assertThat(totals(late)).as("seed %d", seed).isEqualTo(totals(guests.get(0)));
    }

    /** Everybody reacts about twice a second; of the ids some come twice, as after a lost reply. */
    private void reactForSeconds(int seconds, List<Guest> guests, Random random) {
        for (int second = 0; second < seconds; second++) {
            List<Integer> heard =
                    guests.stream().map(guest -> reactions(guest).size()).toList();
            for (int tick = 0; tick < TICKS_PER_SECOND; tick++) {
                for (Guest guest : guests) {
                    if (random.nextInt(10) == 0) {
                        int last = done(guest).size();
                        int id = last > 0 && random.nextInt(5) == 0 ? last : last + 1;
                        react(guest, id, KINDS.get(random.nextInt(KINDS.size())));
                    }
                }
                house.tick();
            }
            for (int i = 0; i < guests.size(); i++) {
                assertThat(reactions(guests.get(i))).hasSizeLessThanOrEqualTo(heard.get(i) + 1);
            }
        }
    }

    @Test
    void repeatedActionCountsOnceAndIsAnsweredAgain() {
        Guest ann = house.join("Ann", 0, 0);
        react(ann, 7, HEART);
        react(ann, 7, HEART);
        house.tick();
        react(ann, 7, APPLAUSE);
        house.seconds(2);
        assertThat(replies(ann)).hasSize(3).allMatch(reply -> reply.getCode() == ActionCode.ACTION_CODE_DONE);
        assertThat(reactions(ann)).hasSize(1);
        assertThat(reactions(ann).get(0).getCountsList()).containsExactly(count(HEART, 1, 1));
    }

    @Test
    void unspecifiedAndUnknownKindsAreInvalidAndTellNobody() {
        Guest ann = house.join("Ann", 0, 0);
        react(ann, 1, ReactionKind.REACTION_KIND_UNSPECIFIED);
        house.act(
                ann,
                Action.newBuilder().setId(2).setReaction(Reaction.newBuilder().setKindValue(99)));
        house.seconds(2);
        assertThat(replies(ann)).hasSize(2).allMatch(reply -> reply.getCode() == ActionCode.ACTION_CODE_INVALID);
        assertThat(reactions(ann)).isEmpty();
    }

    @Test
    void anotherInstanceHearsNothing() {
        HandTicked other = HandTicked.of(VENUE, new ReactionFeature(metrics));
        Guest ann = house.join("Ann", 0, 0);
        Guest ben = other.join("Ben", 0, 0);
        react(ann, 1, HEART);
        for (int tick = 0; tick < 40; tick++) {
            house.tick();
            other.tick();
        }
        Guest cem = other.join("Cem", 1, 1);
        other.seconds(2);
        assertThat(reactions(ann)).hasSize(1);
        assertThat(reactions(ben)).isEmpty();
        assertThat(reactions(cem)).isEmpty();
    }

    @Test
    void whoComesBackGetsTotals() {
        Guest ann = house.join("Ann", 0, 0);
        Guest ben = house.join("Ben", 2, 0);
        react(ann, 1, HEART);
        house.seconds(1);
        house.mailbox().detach(ben.avatar(), ben);
        react(ann, 2, HEART);
        house.seconds(2);
        Guest back = house.resume(ben);
        house.seconds(2);
        assertThat(reactions(back)).hasSize(1);
        assertThat(reactions(back).get(0).getCountsList()).containsExactly(count(HEART, 0, 2));
        assertThat(reactions(ann)).hasSize(2);
    }

    private List<Guest> crowd(int people) {
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            guests.add(house.ask("guest " + i, (i % 20) * 4 - 40, Math.floorDiv(i, 20) * 4 - 40));
        }
        house.ticks(1 + people / 10);
        // Their pictures are not wanted here.
        guests.forEach(guest -> guest.readSlowly(true));
        return guests;
    }

    /** Ticks on until a second of instance time is over. */
    private void awaitSecond() {
        while (house.tickNumber() % TICKS_PER_SECOND != 0) {
            house.tick();
        }
    }

    private void react(Guest guest, long id, ReactionKind kind) {
        house.act(
                guest,
                Action.newBuilder().setId(id).setReaction(Reaction.newBuilder().setKind(kind)));
    }

    private double counted(ReactionKind kind) {
        String name = kind.name().substring("REACTION_KIND_".length()).toLowerCase(Locale.ROOT);
        return metrics.get("parvis.reactions").tag("kind", name).counter().count();
    }

    private static ReactionCount count(ReactionKind kind, int count, long total) {
        return ReactionCount.newBuilder()
                .setKind(kind)
                .setCount(count)
                .setTotal(total)
                .build();
    }

    private static List<Reactions> reactions(Guest guest) {
        return guest.messages().stream()
                .filter(ServerMessage::hasReactions)
                .map(ServerMessage::getReactions)
                .toList();
    }

    private static List<ActionReply> replies(Guest guest) {
        return guest.messages().stream()
                .filter(ServerMessage::hasActionReply)
                .map(ServerMessage::getActionReply)
                .toList();
    }

    /** Ids of the actions that were answered with done. */
    private static Set<Long> done(Guest guest) {
        Set<Long> ids = new TreeSet<>();
        for (ActionReply reply : replies(guest)) {
            if (reply.getCode() == ActionCode.ACTION_CODE_DONE) {
                ids.add(reply.getId());
            }
        }
        return ids;
    }

    private static long sumOfCounts(Guest guest) {
        return reactions(guest).stream()
                .flatMap(reactions -> reactions.getCountsList().stream())
                .mapToLong(ReactionCount::getCount)
                .sum();
    }

    private static long sumOfTotals(Guest guest) {
        return totals(guest).values().stream().mapToLong(Long::longValue).sum();
    }

    /** The last total told of each kind. */
    private static Map<ReactionKind, Long> totals(Guest guest) {
        Map<ReactionKind, Long> totals = new TreeMap<>();
        reactions(guest).forEach(one -> one.getCountsList().forEach(c -> totals.put(c.getKind(), c.getTotal())));
        return totals;
    }
}
