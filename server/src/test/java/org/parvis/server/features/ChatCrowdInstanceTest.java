package org.parvis.server.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.Chat;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.feature.social.ChatFeature;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;

/** What is delivered when a dense crowd talks all at once. */
class ChatCrowdInstanceTest {
    private static final int PEOPLE = 600;
    private static final int DELIVERED_PER_S = 20_000;
    private static final int ALWAYS = 32;

    @Test
    void crowdThatTalksAtOnceIsDeliveredABoundedNumberOfMessagesToTheNearest() {
        HandTicked house = crowd();
        Guest middle = house.guests().get(PEOPLE / 2);
        say(house, middle, 1, "alone");
        house.tick();
        assertThat(heard(house)).as("one voice reaches everybody").isEqualTo(PEOPLE);
        house.seconds(2);
        long before = heard(house);
        // Everybody speaks four times within a second: 2,400 things said, 1.4 million deliveries if nothing bounded
        // them.
        for (int round = 0; round < 20; round++) {
            for (int i = round % 5; i < PEOPLE; i += 5) {
                say(house, house.guests().get(i), round + 2, "all at once");
            }
            house.tick();
        }
        assertThat(heard(house) - before).isBetween((long) DELIVERED_PER_S, 2L * DELIVERED_PER_S + PEOPLE);
        List<ActionCode> codes = house.guests().stream()
                .flatMap(guest -> guest.messages().stream())
                .filter(ServerMessage::hasActionReply)
                .map(message -> message.getActionReply().getCode())
                .toList();
        assertThat(codes).hasSize(1 + 4 * PEOPLE).contains(ActionCode.ACTION_CODE_TOO_SOON);
        long said = codes.stream().filter(ActionCode.ACTION_CODE_DONE::equals).count();
        assertThat(heard(house) - before).isGreaterThanOrEqualTo((said - 1) * ALWAYS);
        assertThat(house.guests()).allMatch(Guest::isIn);
    }

    @Test
    void nearestHear() {
        HandTicked house = crowd();
        int last = PEOPLE / 2 + 39;
        for (int i = PEOPLE / 2; i <= last; i++) {
            say(house, house.guests().get(i), 1, "voice " + i);
        }
        house.tick();
        Guest speaker = house.guests().get(last);
        String text = "voice " + last;
        List<Guest> hearers = house.guests().stream()
                .filter(guest -> guest.messages().stream()
                        .anyMatch(message -> message.getChat().getText().equals(text)))
                .toList();
        assertThat(hearers).contains(speaker).hasSizeBetween(ALWAYS, PEOPLE / 2);
        double farthest = hearers.stream()
                .mapToDouble(guest -> distance(guest, speaker))
                .max()
                .orElseThrow();
        long nearer = house.guests().stream()
                .filter(guest -> distance(guest, speaker) < farthest - 0.01)
                .count();
        assertThat(nearer).isLessThanOrEqualTo(hearers.size());
    }

    private static double distance(Guest a, Guest b) {
        return Math.hypot(a.xM() - b.xM(), a.zM() - b.zM());
    }

    private static HandTicked crowd() {
        io.micrometer.core.instrument.simple.SimpleMeterRegistry metrics =
                new io.micrometer.core.instrument.simple.SimpleMeterRegistry();
        HandTicked house = HandTicked.of(
                SmallVenue.square(60), InstanceConfig.DEFAULT.withCapacity(PEOPLE), new ChatFeature(metrics));
        for (int i = 0; i < PEOPLE; i++) {
            house.ask("g" + i, i % 30 * 0.6 - 9, Math.floorDiv(i, 30) * 0.9 - 9);
        }
        house.ticks(60);
        return house;
    }

    private static void say(HandTicked house, Guest guest, long id, String text) {
        house.act(guest, Action.newBuilder().setId(id).setChat(Chat.newBuilder().setText(text)));
    }

    private static long heard(HandTicked house) {
        return house.guests().stream()
                .flatMap(guest -> guest.messages().stream())
                .filter(ServerMessage::hasChat)
                .count();
    }
}
