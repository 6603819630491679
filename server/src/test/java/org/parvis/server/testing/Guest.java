package org.parvis.server.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.CellGrid;
import org.parvis.protocol.v1.Introduction;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.protocol.v1.Welcome;
import org.parvis.server.instance.Mailbox;
import org.parvis.server.instance.StayListener;
import org.parvis.server.interest.fanout.FrameAssembler;
import org.parvis.server.interest.fanout.Mail;
import org.parvis.server.interest.fanout.Recipient;
import org.parvis.server.interest.fanout.TickBytes;
import org.parvis.server.interest.fanout.View;
import org.parvis.server.interest.fanout.Viewer;

/** Somebody in a hand-ticked instance, with the client's side of the wire: what was sent, and what is seen. */
public final class Guest implements Recipient, StayListener {
    private final HandTicked house;
    private final List<ServerMessage> messages = new ArrayList<>();
    private final Map<Integer, String> names = new HashMap<>();
    private @Nullable View view;
    private @Nullable SeenCrowd crowd;
    private @Nullable Welcome welcome;
    private Mail.@Nullable Refused refused;
    private boolean readsSlowly;
    private boolean ended;
    private int frames;
    private int frameBytes;
    private int sequence;
    private final CRC32 transcript = new CRC32();

    Guest(HandTicked house) {
        this.house = house;
    }

    @Override
    public HandTicked post() {
        return house;
    }

    void onMail(Mail mail) {
        if (mail instanceof Mail.Welcome come) {
            view = new View(come.viewer());
            welcome = parse(come.welcome()).getWelcome();
            crowd = new SeenCrowd(CellGrid.from(welcome.getGrid()));
        } else if (mail instanceof Mail.Refused no) {
            refused = no;
        } else if (mail instanceof Mail.Message message) {
            transcript.update(message.bytes().toByteArray());
            ServerMessage parsed = parse(message.bytes());
            messages.add(parsed);
            for (Introduction one : parsed.getIntroductions().getAvatarsList()) {
                names.put(one.getAvatar(), one.getName());
            }
        }
    }

    /** Looks without a body from now on. */
    void spectate(Viewer viewer, CellGrid grid) {
        view = new View(viewer);
        crowd = new SeenCrowd(grid);
    }

    /** Whose frames this one gets. */
    public Viewer viewer() {
        return Objects.requireNonNull(view, "not let in").viewer();
    }

    /** A sum over every byte that came: frames and messages. */
    public long transcript() {
        return transcript.getValue();
    }

    void onBytes(FrameAssembler assembler, TickBytes bytes) {
        View own = view;
        if (own == null || crowd == null) {
            return;
        }
        if (readsSlowly) {
            own.missed();
        } else if (assembler.prepare(own, bytes)) {
            ByteBuf buffer = Unpooled.buffer(assembler.sizeBytes());
            assembler.write(buffer, bytes);
            byte[] message = new byte[buffer.readableBytes()];
            buffer.readBytes(message);
            transcript.update(message);
            if (message.length != assembler.sizeBytes() || !crowd.take(message)) {
                throw new AssertionError("A frame has not the size that was announced, or is none");
            }
            frames++;
            frameBytes += message.length;
        }
    }

    void onGap() {
        if (view != null) {
            view.missed();
        }
    }

    private static ServerMessage parse(ByteString bytes) {
        try {
            return ServerMessage.parseFrom(bytes);
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
    }

    /** Stops or goes on to take frames. */
    public void readSlowly(boolean slowly) {
        if (readsSlowly && !slowly && view != null) {
            view.recover();
        }
        readsSlowly = slowly;
    }

    public boolean readsSlowly() {
        return readsSlowly;
    }

    public void walkTo(double xM, double zM) {
        move(xM, zM, 2, 0);
    }

    /** Sends a move for the floor on which the body is. */
    public void move(double xM, double zM, int gait, int yaw) {
        int floor = house.instance().bodies().floor(avatar());
        sequence++;
        house.mailbox()
                .move(
                        avatar(),
                        new Target(sequence, floor, (int) Math.round(xM * 100), (int) Math.round(zM * 100), yaw, gait));
    }

    public int avatar() {
        return welcome().getAvatar();
    }

    public Welcome welcome() {
        return Objects.requireNonNull(welcome, "not let in");
    }

    public boolean isIn() {
        return welcome != null && !ended;
    }

    public Mail.Refused refused() {
        return Objects.requireNonNull(refused, "not refused");
    }

    public boolean isRefused() {
        return refused != null;
    }

    public boolean isEnded() {
        return ended;
    }

    public SeenCrowd crowd() {
        return Objects.requireNonNull(crowd, "not let in");
    }

    public SeenCrowd.Seen sees(Guest other) {
        return Objects.requireNonNull(crowd().find(other.avatar()), "does not see that one");
    }

    public List<ServerMessage> messages() {
        return messages;
    }

    /** Names by avatar number, as introduced. */
    public Map<Integer, String> names() {
        return names;
    }

    public int frames() {
        return frames;
    }

    public int frameBytes() {
        return frameBytes;
    }

    public double xM() {
        return house.instance().bodies().xM(avatar());
    }

    public double zM() {
        return house.instance().bodies().zM(avatar());
    }

    @Override
    public void onEnded() {
        ended = true;
    }

    private record Target(int sequence, int floor, int xCm, int zCm, int yaw, int gait) implements Mailbox.MoveTarget {}
}
