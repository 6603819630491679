package org.parvis.loadtest.crowd;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.client.Connection;
import org.parvis.loadtest.client.Connection.Opening;
import org.parvis.loadtest.scenario.Scenario.Behaviour;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.Chat;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Move;

/**
 * A hostile client: floods, sends garbage, or connects and says nothing. Bounded in rate; when the server
 * throws it out it comes back a second later. Event loop only.
 */
final class Troublemaker implements Connection.Listener {
    private static final long COME_BACK_NS = 1_000_000_000L;
    private static final int FLOOD_PER_PULSE = 10;
    private static final int MAX_GARBAGE_BYTES = 2048;

    private final Swarm swarm;
    private final Behaviour behaviour;
    private final SplittableRandom random;
    private final int number;
    private @Nullable Connection connection;
    private boolean open;
    private boolean stopped;
    private long comeBackNs;

    Troublemaker(Swarm swarm, Behaviour behaviour, long seed) {
        this.swarm = swarm;
        this.behaviour = behaviour;
        this.random = new SplittableRandom(seed);
        number = random.nextInt();
    }

    /** Makes trouble, or comes back; called every 20 ms. */
    void pulse(long nowNs, Dialler dialler) {
        Connection current = connection;
        if (current == null) {
            if (!stopped && nowNs >= comeBackNs) {
                connection = behaviour == Behaviour.HALF_OPEN
                        ? dialler.dialFromAnywhere(this, opening(), number)
                        : dialler.dialHostile(this, opening());
            }
        } else if (open && behaviour == Behaviour.FLOOD) {
            flood(current);
        } else if (open && behaviour == Behaviour.GARBAGE) {
            byte[] bytes = new byte[1 + random.nextInt(MAX_GARBAGE_BYTES)];
            random.nextBytes(bytes);
            current.sendRaw(bytes, random.nextInt(4) != 0);
        }
    }

    void stop() {
        stopped = true;
        Connection current = connection;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void onOpen() {
        open = true;
        boolean joins = behaviour == Behaviour.FLOOD || (behaviour == Behaviour.GARBAGE && random.nextBoolean());
        Connection current = connection;
        if (joins && current != null) {
            Hello hello = Hello.newBuilder()
                    .setProtocolVersion(1)
                    .setGuestName("Trouble")
                    .setVenue(swarm.venue())
                    .build();
            send(current, ClientMessage.newBuilder().setHello(hello).build());
        }
    }

    @Override
    public void onMessage(byte[] bytes, int from, int length, int wireBytes) {
        swarm.tally().hostile.merge("messages received", 1, Integer::sum);
    }

    @Override
    public void onClosed(int closeCode, String detail) {
        connection = null;
        open = false;
        comeBackNs = swarm.nowNs() + COME_BACK_NS;
        if (!stopped) {
            String what = behaviour.name().toLowerCase(java.util.Locale.ROOT) + " ended by ";
            swarm.tally().hostile.merge(what + CloseWords.of(closeCode, detail), 1, Integer::sum);
        }
    }

    /** Half-open sockets are of all kinds: never a byte, half a request, one request or an upgrade and then not a word. */
    private Opening opening() {
        Opening[] all = Opening.values();
        return behaviour == Behaviour.HALF_OPEN ? all[random.nextInt(all.length)] : Opening.UPGRADE;
    }

    private void flood(Connection current) {
        for (int i = 0; i < FLOOD_PER_PULSE; i++) {
            Move move = Move.newBuilder()
                    .setSequence(random.nextInt())
                    .setXCm(random.nextInt(Quantise.MAX_POSITION_CM))
                    .setYaw(random.nextInt(Quantise.YAW_CODES))
                    .build();
            send(current, ClientMessage.newBuilder().setMove(move).build());
        }
        Action shout = Action.newBuilder()
                .setId(1 + random.nextInt(Integer.MAX_VALUE - 1))
                .setChat(Chat.newBuilder().setText("flood"))
                .build();
        send(current, ClientMessage.newBuilder().setAction(shout).build());
    }

    private static void send(Connection current, ClientMessage message) {
        byte[] bytes = message.toByteArray();
        current.send(bytes, bytes.length);
    }
}
