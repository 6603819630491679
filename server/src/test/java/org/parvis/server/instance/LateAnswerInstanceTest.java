package org.parvis.server.instance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.Chat;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.Later;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;

/** Answers that come later belong to the visit in which they were asked for, whoever has the number by then. */
class LateAnswerInstanceTest {
    private static final int INTERLEAVINGS = 10_000;
    private static final int TICKS_OF_QUARANTINE = 201;

    private final List<CompletableFuture<String>> open = new ArrayList<>();
    private final Set<String> done = new HashSet<>();
    private final Set<Integer> numbers = new HashSet<>();
    private final HandTicked house = HandTicked.of(
            SmallVenue.square(60),
            seam -> seam.onAction(
                    Action.KindCase.CHAT,
                    call -> seam.later()
                            .whenDone(
                                    call,
                                    () -> {
                                        CompletableFuture<String> work = new CompletableFuture<>();
                                        open.add(work);
                                        return work;
                                    },
                                    result -> {
                                        done.add(result);
                                        call.reply(ActionOutcome.DONE);
                                    })));

    @Test
    void lateAnswerReachesNobodyElseAndChangesNothing() {
        long seed = new Random().nextLong();
        System.out.println("late answers with seed " + seed);
        Random random = new Random(seed);
        int reused = 0;
        for (int i = 0; i < INTERLEAVINGS; i++) {
            reused += interleave(random, i) ? 1 : 0;
        }
        assertThat(reused).as("a number passed on before the answer came").isGreaterThan(INTERLEAVINGS / 20);
    }

    /** One asks, and in any order leaves or stays, is followed by another with the same number, and is answered. */
    private boolean interleave(Random random, int round) {
        open.clear();
        done.clear();
        List<String> steps = new ArrayList<>(List.of("answer", "leave", "come"));
        Collections.shuffle(steps, random);
        boolean leaves = random.nextInt(4) > 0;
        boolean isFollowed = leaves && steps.indexOf("leave") < steps.indexOf("come");
        house.skip(TICKS_OF_QUARANTINE);
        Guest asker = house.join("asker", 0, 0);
        int number = asker.avatar();
        numbers.add(number);
        // All other numbers are held, so that whoever follows has the asker's.
        List<Guest> holders = new ArrayList<>();
        for (int i = isFollowed ? 1 : 2; i < numbers.size(); i++) {
            holders.add(house.join("holder", 2, 2));
        }
        house.act(asker, action(7));
        house.tick();
        CompletableFuture<String> work = open.get(0);
        boolean fails = random.nextBoolean();
        boolean isHere = true;
        boolean isAnswered = false;
        Guest other = null;
        String result = "result " + round;
        for (String step : steps) {
            if (step.equals("answer")) {
                isAnswered = isHere;
                complete(work, fails, result);
            } else if (step.equals("leave") && leaves) {
                // In the same tick as an answer that comes first, so that both orders are met.
                house.mailbox().leave(number, asker);
                isHere = false;
            } else if (step.equals("come")) {
                house.tick();
                house.skip(TICKS_OF_QUARANTINE);
                other = house.join("other", 1, 1);
                // Pending under the same id as the first one's: a stray answer would settle it.
                house.act(other, action(7));
            }
            if (random.nextBoolean()) {
                house.tick();
            }
        }
        house.ticks(2);
        assertThat(replies(asker)).as("round %d, steps %s", round, steps).hasSize(isAnswered ? 1 : 0);
        assertThat(replies(requireNonNull(other)))
                .as("round %d, steps %s", round, steps)
                .isEmpty();
        assertThat(done.contains(result)).isEqualTo(isAnswered && !fails);
        boolean isReused = requireNonNull(other).avatar() == number;
        numbers.add(requireNonNull(other).avatar());
        open.forEach(late -> complete(late, false, "late"));
        holders.forEach(holder -> house.mailbox().leave(holder.avatar(), holder));
        house.mailbox().leave(asker.avatar(), asker);
        house.mailbox().leave(other.avatar(), other);
        house.tick();
        house.guests().clear();
        return isReused;
    }

    private static void complete(CompletableFuture<String> work, boolean fails, String result) {
        if (fails) {
            work.completeExceptionally(new IllegalStateException("gone"));
        } else {
            work.complete(result);
        }
    }

    @Test
    void failureIsToldAsAFaultOfTheServer() {
        Guest ann = house.join("Ann", 0, 0);
        house.act(ann, action(1));
        house.tick();
        open.get(0).completeExceptionally(new IllegalStateException("broken"));
        house.tick();
        assertThat(replies(ann)).containsExactly(ActionCode.ACTION_CODE_INTERNAL);
    }

    @Test
    void whatNeverComesBackIsUncertainAndItsResultUnheard() {
        Guest ann = house.join("Ann", 0, 0);
        house.act(ann, action(1));
        house.tick();
        house.seconds(Later.PATIENCE_MS / 1_000.0 + 1);
        assertThat(replies(ann)).containsExactly(ActionCode.ACTION_CODE_UNCERTAIN);
        open.get(0).complete("late");
        house.ticks(2);
        assertThat(replies(ann)).hasSize(1);
        assertThat(done).isEmpty();
    }

    @Test
    void nothingIsStartedWithoutRoomForItsResultAndNoResultIsLostInAFullMailbox() {
        Guest ann = house.join("Ann", 0, 0);
        for (int i = 1; i <= Later.MAX_UNDER_WAY + 1; i++) {
            house.act(ann, action(i));
        }
        house.tick();
        assertThat(open).hasSize(Later.MAX_UNDER_WAY);
        assertThat(replies(ann)).containsExactly(ActionCode.ACTION_CODE_BUSY);
        while (house.mailbox().run(() -> {})) {
            // until nothing more is taken
        }
        open.forEach(work -> work.complete("whatever"));
        house.ticks(20);
        assertThat(replies(ann)).hasSize(Later.MAX_UNDER_WAY + 1);
    }

    private static Action.Builder action(long id) {
        return Action.newBuilder().setId(id).setChat(Chat.newBuilder().setText("x"));
    }

    private static List<ActionCode> replies(Guest guest) {
        return guest.messages().stream()
                .filter(ServerMessage::hasActionReply)
                .map(message -> message.getActionReply().getCode())
                .toList();
    }
}
