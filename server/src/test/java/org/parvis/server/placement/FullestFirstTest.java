package org.parvis.server.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.server.placement.InstancePool.Facts;
import org.parvis.server.placement.Placement.Decision;
import org.parvis.server.placement.Placement.Enter;
import org.parvis.server.placement.Placement.Refuse;
import org.parvis.server.placement.Placement.Wish;

final class FullestFirstTest {
    private static final int CAPACITY = 10;

    private final AtomicLong nowMs = new AtomicLong();
    private final Pool pool = new Pool();

    private FullestFirst placement(int maxMirrors) {
        return new FullestFirst(pool, new MirrorConfig(maxMirrors, 0.8, 60_000), new SimpleMeterRegistry(), nowMs::get);
    }

    @Test
    void peopleGoWhereMostAreAsLongAsThereIsRoom() {
        pool.add("a", "square", 3);
        pool.add("b", "square", 5);
        pool.add("c", "square", 8);
        pool.add("x", "hall", 7);
        FullestFirst placement = placement(3);
        assertThat(enters(placement, Wish.of("square"))).isEqualTo("b");
        assertThat(enters(placement, Wish.of("hall"))).isEqualTo("x");
        assertThat(enters(placement, Wish.of(""))).as("the first venue").isEqualTo("b");
    }

    @Test
    void theFirstOfEmptyOnesIsForEverybody() {
        pool.add("a", "square", 0);
        pool.add("b", "square", 0);
        FullestFirst placement = placement(2);
        for (int i = 0; i < 8; i++) {
            assertThat(enters(placement, Wish.of("square"))).isEqualTo("a");
        }
        assertThat(enters(placement, Wish.of("square")))
                .as("those on the way count")
                .isEqualTo("b");
    }

    @Test
    void instanceThatIsAskedForIsEnteredWhileItHasRoom() {
        pool.add("a", "square", 7);
        pool.add("b", "square", 1);
        FullestFirst placement = placement(2);
        assertThat(enters(placement, new Wish("square", "b", ""))).isEqualTo("b");
        pool.people.put("b", CAPACITY);
        assertThat(enters(placement, new Wish("square", "b", ""))).isEqualTo("a");
        assertThat(enters(placement, new Wish("square", "of another venue", "")))
                .isEqualTo("a");
    }

    @Test
    void partyLandsTogetherInTheRoomKeptForFriends() {
        pool.add("a", "square", 7);
        pool.add("b", "square", 2);
        FullestFirst placement = placement(2);
        assertThat(enters(placement, new Wish("square", "", "us"))).isEqualTo("a");
        assertThat(enters(placement, new Wish("square", "", "others"))).isEqualTo("b");
        assertThat(enters(placement, new Wish("square", "", "us"))).isEqualTo("a");
        assertThat(enters(placement, new Wish("square", "", "us"))).isEqualTo("a");
        assertThat(enters(placement, new Wish("square", "", "us")))
                .as("no room left")
                .isEqualTo("b");
    }

    @Test
    void anotherInstanceOpensForAllWhoComeMeanwhile() {
        pool.add("a", "square", 8);
        pool.opensAtOnce = false;
        FullestFirst placement = placement(2);
        List<CompletableFuture<Decision>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(placement.place(Wish.of("square")).toCompletableFuture());
        }
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(pool.opening).hasSize(1);
        pool.opening.get(0).complete(pool.add("b", "square", 0));
        assertThat(waiting).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(new Enter("b")));
    }

    @Test
    void fullVenueFillsUpBeforeItRefuses() {
        pool.add("a", "square", 8);
        FullestFirst placement = placement(1);
        assertThat(enters(placement, Wish.of("square"))).isEqualTo("a");
        assertThat(enters(placement, Wish.of("square"))).isEqualTo("a");
        assertThat(refuses(placement, Wish.of("square"))).isEqualTo(RefusalCode.REFUSAL_CODE_VENUE_FULL);
        placement.settled("a");
        assertThat(enters(placement, Wish.of("square"))).as("one did not come").isEqualTo("a");
    }

    @Test
    void instanceThatCannotOpenIsToldAsAFullVenue() {
        pool.add("a", "square", 10);
        pool.opensAtOnce = false;
        FullestFirst placement = placement(2);
        CompletableFuture<Decision> answer = placement.place(Wish.of("square")).toCompletableFuture();
        pool.opening.get(0).completeExceptionally(new IllegalStateException("no memory"));
        assertThat(answer.join()).isInstanceOf(Refuse.class);
        placement.place(Wish.of("square"));
        assertThat(pool.opening).as("it is tried again").hasSize(2);
    }

    @Test
    void unknownAndEndingVenuesAreRefusedAsSuch() {
        pool.add("a", "square", 1);
        FullestFirst placement = placement(2);
        assertThat(refuses(placement, Wish.of("atlantis"))).isEqualTo(RefusalCode.REFUSAL_CODE_UNKNOWN_VENUE);
        pool.isOpen = false;
        assertThat(refuses(placement, Wish.of("square"))).isEqualTo(RefusalCode.REFUSAL_CODE_DRAINING);
    }

    @Test
    void onlyWhatOpenedForLoadClosesAndOnlyWhenItWasEmptyForLong() {
        pool.add("a", "square", 8);
        FullestFirst placement = placement(2);
        String opened = enters(placement, Wish.of("square"));
        assertThat(opened).isEqualTo("opened-1");
        placement.settled(opened);
        pool.people.put(opened, 1);
        pool.people.put("a", 0);
        pass(placement, 300);
        assertThat(pool.people).containsKeys("a", opened);

        pool.people.put(opened, 0);
        pass(placement, 50);
        assertThat(pool.people).containsKeys("a", opened);
        pool.people.put(opened, 1);
        pass(placement, 20);
        pool.people.put(opened, 0);
        pass(placement, 50);
        assertThat(pool.people).as("somebody came by").containsKeys("a", opened);
        pass(placement, 20);
        assertThat(pool.people).containsOnlyKeys("a");
        pass(placement, 300);
        assertThat(pool.people).as("what the operator named stays").containsOnlyKeys("a");
    }

    @Test
    void whoIsOnTheWayKeepsAnInstanceOpen() {
        pool.add("a", "square", 8);
        FullestFirst placement = placement(2);
        String opened = enters(placement, Wish.of("square"));
        placement.settled(opened);
        pool.people.put("a", 0);
        pass(placement, 59);
        assertThat(enters(placement, new Wish("square", opened, ""))).isEqualTo(opened);
        pass(placement, 30);
        assertThat(pool.people).containsKey(opened);
    }

    /** Thousands of comings and goings: nobody is sent where there is no room, and none closes with people in it. */
    @Test
    void nobodyIsEverThrownOutOrSentToAFullPlace() {
        long seed = System.nanoTime();
        System.out.println("placement, seed " + seed);
        Random random = new Random(seed);
        pool.add("a", "square", 0);
        FullestFirst placement = placement(4);
        List<String> inside = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            boolean rush = step / 2_000 % 2 == 0;
            if (random.nextInt(10) < (rush ? 7 : 3)) {
                Wish wish = new Wish("square", "", random.nextInt(3) == 0 ? "party" + random.nextInt(5) : "");
                Decision decision = placement.place(wish).toCompletableFuture().join();
                if (decision instanceof Enter enter) {
                    assertThat(pool.people.get(enter.instanceId())).isNotNull().isLessThan(CAPACITY);
                    pool.people.merge(enter.instanceId(), 1, Integer::sum);
                    inside.add(enter.instanceId());
                    placement.settled(enter.instanceId());
                } else {
                    assertThat(inside).hasSize(4 * CAPACITY);
                }
            } else if (!inside.isEmpty()) {
                pool.people.merge(inside.remove(random.nextInt(inside.size())), -1, Integer::sum);
            }
            nowMs.addAndGet(500);
            placement.closeEmpty();
            assertThat(pool.people.keySet()).containsAll(inside);
        }
    }

    private void pass(FullestFirst placement, int seconds) {
        for (int i = 0; i < seconds; i++) {
            nowMs.addAndGet(1_000);
            placement.closeEmpty();
        }
    }

    private static String enters(FullestFirst placement, Wish wish) {
        return ((Enter) placement.place(wish).toCompletableFuture().join()).instanceId();
    }

    private static RefusalCode refuses(FullestFirst placement, Wish wish) {
        return ((Refuse) placement.place(wish).toCompletableFuture().join()).code();
    }

    /** Instances that are only numbers. */
    private static final class Pool implements InstancePool {
        final Map<String, Integer> people = new LinkedHashMap<>();
        final Map<String, String> venues = new LinkedHashMap<>();
        final List<CompletableFuture<String>> opening = new ArrayList<>();
        boolean opensAtOnce = true;
        boolean isOpen = true;
        private int opened;

        String add(String id, String venue, int count) {
            people.put(id, count);
            venues.put(id, venue);
            return id;
        }

        @Override
        public List<Facts> running() {
            return people.entrySet().stream()
                    .map(one -> new Facts(
                            one.getKey(), venues.getOrDefault(one.getKey(), ""), one.getValue(), CAPACITY, isOpen))
                    .toList();
        }

        @Override
        public CompletionStage<String> open(String venueId) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            opening.add(answer);
            if (opensAtOnce) {
                answer.complete(add("opened-" + ++opened, venueId, 0));
            }
            return answer;
        }

        @Override
        public void close(String instanceId) {
            assertThat(people.remove(instanceId)).isZero();
        }
    }
}
