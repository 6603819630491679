package org.parvis.server.hostile;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Random;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.Chat;
import org.parvis.protocol.v1.ClientKind;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.ClockPing;
import org.parvis.protocol.v1.Emote;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Interact;
import org.parvis.protocol.v1.Leave;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Move;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.Presence;
import org.parvis.protocol.v1.Reaction;

/** Messages that range from correct over slightly damaged to nonsense; the same for the same seed. */
final class Mutations {
    private static final int RANDOM_BYTES = 200;

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /** A greeting that a server accepts. */
    byte[] hello(String name) {
        return ClientMessage.newBuilder()
                .setHello(Hello.newBuilder()
                        .setProtocolVersion(1)
                        .setGuestName(name)
                        .setKind(ClientKind.CLIENT_KIND_SIMULATED))
                .build()
                .toByteArray();
    }

    /** The last word of a polite client, so that a connection which got away with everything ends at once. */
    byte[] leave() {
        return ClientMessage.newBuilder()
                .setLeave(Leave.getDefaultInstance())
                .build()
                .toByteArray();
    }

    /** Any message: one in ten random bytes, four in ten damaged, the others odd in their values only. */
    byte[] any() {
        return switch (random.nextInt(10)) {
            case 0 -> bytes(random.nextInt(RANDOM_BYTES));
            case 1, 2, 3, 4 -> damaged(odd().toByteArray());
            default -> odd().toByteArray();
        };
    }

    /** A message that breaks no rule of the wire, and makes no sense either: it is handled, not refused. */
    byte[] pointless() {
        ClientMessage.Builder message = ClientMessage.newBuilder();
        return switch (random.nextInt(4)) {
            case 0, 1 -> message.setMove(move(false)).build().toByteArray();
            case 2 -> message.setAction(action()).build().toByteArray();
            default ->
                message.setPresence(Presence.newBuilder().setAway(random.nextBoolean()))
                        .build()
                        .toByteArray();
        };
    }

    /** A first message that is hardly ever a correct greeting. */
    byte[] anyGreeting() {
        return switch (random.nextInt(4)) {
            case 0 -> bytes(random.nextInt(RANDOM_BYTES));
            case 1 -> oddHello().toByteArray();
            case 2 -> odd().toByteArray();
            default -> damaged(hello("Greta"));
        };
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] damaged(byte[] message) {
        byte[] copy = Arrays.copyOf(message, message.length + random.nextInt(4) * random.nextInt(2));
        for (int i = random.nextInt(3); i >= 0 && copy.length > 0; i--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt();
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(copy, random.nextInt(copy.length + 1)) : copy;
    }

    /** Well-formed, with values that are often out of range or pointless. */
    private ClientMessage odd() {
        ClientMessage.Builder message = ClientMessage.newBuilder();
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> message.setMove(move());
            case 3, 4 -> message.setAction(action());
            case 5 -> message.setClockPing(ClockPing.newBuilder().setClientTimeMs(random.nextLong()));
            case 6 -> message.setPresence(Presence.newBuilder().setAway(random.nextBoolean()));
            default -> {
                return random.nextInt(8) == 0
                        ? oddHello()
                        : message.setMove(move()).build();
            }
        }
        return message.build();
    }

    private ClientMessage oddHello() {
        return ClientMessage.newBuilder()
                .setHello(Hello.newBuilder()
                        .setProtocolVersion(random.nextInt(3))
                        .setGuestName(text())
                        .setVenue(random.nextBoolean() ? "" : text())
                        .setResumeToken(ByteString.copyFrom(bytes(random.nextInt(40))))
                        .setLook(Look.newBuilder().setBody(random.nextInt()).setColor(random.nextInt()))
                        .addLanguages(text())
                        .setWishedPlace(Place.newBuilder()
                                .setFloor(random.nextInt())
                                .setXCm(random.nextInt())
                                .setYaw(random.nextInt())))
                .build();
    }

    private Move move() {
        return move(random.nextInt(12) == 0);
    }

    private Move move(boolean wild) {
        int reach = wild ? Integer.MAX_VALUE : 2_000_000;
        return Move.newBuilder()
                .setSequence(random.nextInt())
                .setFloor(random.nextInt(3))
                .setXCm(random.nextInt(reach) - reach / 2)
                .setZCm(random.nextInt(reach) - reach / 2)
                .setYaw(random.nextInt(wild ? 1_000 : 256))
                .setGaitValue(random.nextInt(wild ? 100 : 5))
                .setClientTimeMs(random.nextInt())
                .build();
    }

    private Action action() {
        Action.Builder action = Action.newBuilder().setId(1 + random.nextInt(50));
        return switch (random.nextInt(5)) {
            case 0 -> action.setChat(Chat.newBuilder().setText(text())).build();
            case 1 ->
                action.setEmote(Emote.newBuilder().setKindValue(random.nextInt(300)))
                        .build();
            case 2 ->
                action.setInteract(Interact.newBuilder().setFixture(text()).setVerb("sit"))
                        .build();
            case 3 ->
                action.setReaction(Reaction.newBuilder().setKindValue(random.nextInt(6)))
                        .build();
            default -> action.build();
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(32);
                        case 1 -> 0x202A + random.nextInt(8);
                        case 2 -> 0x1F600 + random.nextInt(64);
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }
}
