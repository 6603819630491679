package org.parvis.protocol.vectors;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.HexFormat;
import java.util.List;
import org.parvis.protocol.WireException;
import org.parvis.protocol.move.MoveReader;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.ActionReply;
import org.parvis.protocol.v1.Barrier;
import org.parvis.protocol.v1.Barriers;
import org.parvis.protocol.v1.BellRung;
import org.parvis.protocol.v1.Chat;
import org.parvis.protocol.v1.ChatMessage;
import org.parvis.protocol.v1.ClientKind;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.ClockPing;
import org.parvis.protocol.v1.ClockPong;
import org.parvis.protocol.v1.CloseReason;
import org.parvis.protocol.v1.Correction;
import org.parvis.protocol.v1.CorrectionCause;
import org.parvis.protocol.v1.Emote;
import org.parvis.protocol.v1.EmoteKind;
import org.parvis.protocol.v1.Farewell;
import org.parvis.protocol.v1.FeatureMessage;
import org.parvis.protocol.v1.FixtureChanges;
import org.parvis.protocol.v1.Gait;
import org.parvis.protocol.v1.Grid;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Interact;
import org.parvis.protocol.v1.Introduction;
import org.parvis.protocol.v1.Introductions;
import org.parvis.protocol.v1.Leave;
import org.parvis.protocol.v1.Limits;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Move;
import org.parvis.protocol.v1.Notice;
import org.parvis.protocol.v1.NoticeCode;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.PlacedFixture;
import org.parvis.protocol.v1.Presence;
import org.parvis.protocol.v1.Reaction;
import org.parvis.protocol.v1.ReactionCount;
import org.parvis.protocol.v1.ReactionKind;
import org.parvis.protocol.v1.Reactions;
import org.parvis.protocol.v1.Refusal;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.Role;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.protocol.v1.VenueReference;
import org.parvis.protocol.v1.Waiting;
import org.parvis.protocol.v1.Welcome;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Vectors of every message but frames, one at least of each kind. */
final class MessageVectors {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Look LOOK = Look.newBuilder()
            .setBody(2)
            .setOutfit(5)
            .setColor(0x3366CC)
            .setSkin(0xC68642)
            .setHair(0x2B1B0E)
            .build();

    private static final Place PLACE = Place.newBuilder()
            .setFloor(1)
            .setXCm(-1_250)
            .setZCm(3_075)
            .setYaw(192)
            .build();

    private MessageVectors() {}

    static ObjectNode client() {
        ObjectNode file = NODES.objectNode();
        file.put(
                "about",
                "Client messages. 'message' is protobuf's JSON mapping of 'hex'. A server must refuse those "
                        + "under 'movesRefused' and close the connection with CLOSE_REASON_BAD_MESSAGE.");
        ArrayNode list = file.putArray("messages");
        add(list, "hello of a newcomer", ClientMessage.newBuilder().setHello(hello()));
        add(list, "hello that resumes", ClientMessage.newBuilder().setHello(resumingHello()));
        add(list, "move", ClientMessage.newBuilder().setMove(move()));
        add(list, "move with every field at 0", ClientMessage.newBuilder().setMove(Move.getDefaultInstance()));
        add(list, "move to the corner of the box", ClientMessage.newBuilder().setMove(farMove()));
        add(
                list,
                "hello that asks for an optional part",
                ClientMessage.newBuilder()
                        .setHello(Hello.newBuilder().setProtocolVersion(1).addFeatures("tracked-pose")));
        add(list, "move with a tracked pose", ClientMessage.newBuilder().setMove(trackedMove()));
        add(
                list,
                "chat in three scripts",
                action(1, Action.newBuilder().setChat(Chat.newBuilder().setText("Hi, 你好, こんにちは 👋"))));
        add(list, "wave", action(2, Action.newBuilder().setEmote(emote(EmoteKind.EMOTE_KIND_WAVE))));
        add(list, "applause", action(3, Action.newBuilder().setReaction(applause())));
        add(list, "sit down", action(-1, Action.newBuilder().setInteract(interact())));
        add(
                list,
                "clock",
                ClientMessage.newBuilder().setClockPing(ClockPing.newBuilder().setClientTimeMs(1L << 40)));
        add(
                list,
                "away",
                ClientMessage.newBuilder().setPresence(Presence.newBuilder().setAway(true)));
        add(list, "back", ClientMessage.newBuilder().setPresence(Presence.getDefaultInstance()));
        add(list, "leave", ClientMessage.newBuilder().setLeave(Leave.getDefaultInstance()));
        ArrayNode refused = file.putArray("movesRefused");
        refuse(refused, "x beyond the box", move().toBuilder().setXCm(2_000_001).build());
        refuse(
                refused,
                "z beyond the box",
                move().toBuilder().setZCm(-2_000_001).build());
        refuse(refused, "yaw above 255", move().toBuilder().setYaw(256).build());
        refuse(refused, "unknown gait", move().toBuilder().setGaitValue(5).build());
        return file;
    }

    static ObjectNode server() {
        ObjectNode file = NODES.objectNode();
        file.put("about", "Server messages other than frames. 'message' is protobuf's JSON mapping of 'hex'.");
        ArrayNode list = file.putArray("messages");
        add(list, "welcome", ServerMessage.newBuilder().setWelcome(welcome()));
        add(
                list,
                "refusal with a time",
                ServerMessage.newBuilder()
                        .setRefusal(refusal(RefusalCode.REFUSAL_CODE_VENUE_FULL).setRetryAfterMs(30_000)));
        add(
                list,
                "refusal for good",
                ServerMessage.newBuilder().setRefusal(refusal(RefusalCode.REFUSAL_CODE_BAD_NAME)));
        add(
                list,
                "refusal that may be repeated at once",
                ServerMessage.newBuilder()
                        .setRefusal(
                                refusal(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED).setRetryAfterMs(0)));
        add(list, "farewell", ServerMessage.newBuilder().setFarewell(farewell()));
        add(
                list,
                "clock",
                ServerMessage.newBuilder()
                        .setClockPong(
                                ClockPong.newBuilder().setClientTimeMs(1L << 40).setTimeMs(86_400_123)));
        add(list, "introductions", ServerMessage.newBuilder().setIntroductions(introductions()));
        add(list, "correction", ServerMessage.newBuilder().setCorrection(correction()));
        add(
                list,
                "reply: done",
                ServerMessage.newBuilder()
                        .setActionReply(ActionReply.newBuilder().setId(7).setCode(ActionCode.ACTION_CODE_DONE)));
        add(list, "reply: too soon", ServerMessage.newBuilder().setActionReply(tooSoon()));
        add(
                list,
                "notice",
                ServerMessage.newBuilder()
                        .setNotice(Notice.newBuilder()
                                .setCode(NoticeCode.NOTICE_CODE_SLOW_DOWN)
                                .setMessage("Slow down.")));
        add(
                list,
                "chat",
                ServerMessage.newBuilder()
                        .setChat(ChatMessage.newBuilder()
                                .setAvatar(300)
                                .setName("María")
                                .setText("¡Hola!\n你好")
                                .setTimeMs(61_050)));
        add(
                list,
                "bell",
                ServerMessage.newBuilder()
                        .setBellRung(BellRung.newBuilder()
                                .setFixture("stage-bell")
                                .setAvatar(3)
                                .setName("Ken")
                                .setTimeMs(61_100)));
        add(
                list,
                "message of a feature",
                ServerMessage.newBuilder()
                        .setFeature(FeatureMessage.newBuilder()
                                .setKind("door.opened")
                                .setContent(ByteString.copyFrom(new byte[] {8, 1}))));
        add(
                list,
                "waiting",
                ServerMessage.newBuilder()
                        .setWaiting(Waiting.newBuilder().setAhead(41).setMessage("Doors open soon.")));
        add(list, "barriers", ServerMessage.newBuilder().setBarriers(barriers()));
        add(list, "fixtures", ServerMessage.newBuilder().setFixtures(fixtures()));
        add(list, "reactions", ServerMessage.newBuilder().setReactions(reactions()));
        list.addObject()
                .put("name", "a kind of a later version, to be ignored")
                .put("hex", "fa07020801")
                .putObject("message");
        return file;
    }

    private static void add(ArrayNode list, String name, Message.Builder builder) {
        Message message = builder.build();
        list.addObject()
                .put("name", name)
                .put("hex", HexFormat.of().formatHex(message.toByteArray()))
                .set("message", ProtoJson.of(message));
    }

    private static void refuse(ArrayNode list, String name, Move move) {
        byte[] bytes = ClientMessage.newBuilder().setMove(move).build().toByteArray();
        try {
            new MoveReader(4_096).read(bytes, 0, bytes.length);
            throw new IllegalStateException("not refused: " + name);
        } catch (WireException refused) {
            list.addObject()
                    .put("name", name)
                    .put("hex", HexFormat.of().formatHex(bytes))
                    .put("fault", refused.fault().name());
        }
    }

    private static Hello hello() {
        return Hello.newBuilder()
                .setProtocolVersion(1)
                .setGuestName("Zoë 小明")
                .setVenue("plaza-mayor")
                .setLook(LOOK)
                .setKind(ClientKind.CLIENT_KIND_DESKTOP)
                .setClientVersion("parvis-web 0.1.0")
                .addLanguages("zh-Hant")
                .addLanguages("en")
                .setWishedPlace(PLACE)
                .build();
    }

    private static Hello resumingHello() {
        return Hello.newBuilder()
                .setProtocolVersion(1)
                .setResumeToken(ByteString.fromHex("00112233445566778899aabbccddeeff"))
                .build();
    }

    private static Move move() {
        return Move.newBuilder()
                .setSequence(258)
                .setFloor(1)
                .setXCm(-1_234)
                .setZCm(5_678)
                .setYaw(64)
                .setGait(Gait.GAIT_WALK)
                .setClientTimeMs(123_456)
                .build();
    }

    private static Move trackedMove() {
        return Move.newBuilder()
                .setSequence(7)
                .setGait(Gait.GAIT_WALK)
                .setTrackedPose(ByteString.copyFrom(new byte[] {1, 2, 3}))
                .build();
    }

    private static Move farMove() {
        return Move.newBuilder()
                .setSequence(-1)
                .setXCm(-2_000_000)
                .setZCm(2_000_000)
                .setYaw(255)
                .setGait(Gait.GAIT_RUN)
                .setClientTimeMs(-1)
                .build();
    }

    private static ClientMessage.Builder action(long id, Action.Builder action) {
        return ClientMessage.newBuilder().setAction(action.setId(id));
    }

    private static Reaction applause() {
        return Reaction.newBuilder()
                .setKind(ReactionKind.REACTION_KIND_APPLAUSE)
                .build();
    }

    private static Barriers barriers() {
        return Barriers.newBuilder()
                .addBarriers(Barrier.newBuilder()
                        .setId("gate")
                        .setFloor(1)
                        .setClosed(true)
                        .addAllPointsCm(List.of(-1250, 3075, 1250, 3075)))
                .addBarriers(Barrier.newBuilder().setId("rope"))
                .build();
    }

    private static FixtureChanges fixtures() {
        return FixtureChanges.newBuilder()
                .addPlaced(PlacedFixture.newBuilder()
                        .setId("stall-3")
                        .setKind("stall")
                        .setFloor(1)
                        .setXCm(-1250)
                        .setZCm(3075)
                        .setYaw(192)
                        .addVerbs("look")
                        .putTitle("en", "Stall"))
                .addRemoved("stall-2")
                .build();
    }

    private static Reactions reactions() {
        return Reactions.newBuilder()
                .addCounts(ReactionCount.newBuilder()
                        .setKind(ReactionKind.REACTION_KIND_APPLAUSE)
                        .setCount(300)
                        .setTotal(1L << 33))
                .addCounts(ReactionCount.newBuilder()
                        .setKind(ReactionKind.REACTION_KIND_CHEER)
                        .setTotal(7))
                .build();
    }

    private static Emote emote(EmoteKind kind) {
        return Emote.newBuilder().setKind(kind).build();
    }

    private static Interact interact() {
        return Interact.newBuilder().setFixture("bench-3").setVerb("sit").build();
    }

    private static Welcome welcome() {
        return Welcome.newBuilder()
                .setSessionId("s-7f3a")
                .setAvatar(42)
                .setResumeToken(ByteString.fromHex("ffeeddccbbaa99887766554433221100"))
                .setResumeWindowMs(120_000)
                .setInstanceId("i-0001")
                .setVenue(VenueReference.newBuilder()
                        .setId("plaza-mayor")
                        .setTitle("馬約爾廣場")
                        .setHash("ab".repeat(32))
                        .setBasePath("/v1/venues/plaza-mayor/" + "ab".repeat(32) + "/"))
                .setGrid(Grid.newBuilder()
                        .setOriginXCm(-7_200)
                        .setOriginZCm(-5_450)
                        .setColumns(3)
                        .setRows(2)
                        .setFloors(2))
                .setTickRateHz(20)
                .setTimeMs(1_234_550)
                .setEpochUtcMs(1_780_000_000_000L)
                .setPlace(PLACE)
                .addRoles(Role.ROLE_GUEST)
                .addRoles(Role.ROLE_PERFORMER)
                .setLimits(limits())
                .setName("Zoë 小明")
                .setLook(LOOK)
                .build();
    }

    private static Limits limits() {
        return Limits.newBuilder()
                .setMovesPerSecond(20)
                .setActionsPerSecond(5)
                .setMessageBytes(4_096)
                .setChatCodePoints(280)
                .setWalkSpeedCmS(300)
                .setRunSpeedCmS(600)
                .setHearingRadiusCm(3_000)
                .build();
    }

    private static Refusal.Builder refusal(RefusalCode code) {
        return Refusal.newBuilder().setCode(code).setMessage("A sentence.");
    }

    private static Farewell farewell() {
        return Farewell.newBuilder()
                .setReason(CloseReason.CLOSE_REASON_DRAINING)
                .setRetryAfterMs(2_000)
                .setMayResume(true)
                .setMessage("The server restarts.")
                .build();
    }

    private static Introductions introductions() {
        return Introductions.newBuilder()
                .addAvatars(Introduction.newBuilder()
                        .setAvatar(1)
                        .setName("Ken")
                        .setLook(LOOK)
                        .addRoles(Role.ROLE_GUEST))
                .addAvatars(Introduction.newBuilder()
                        .setAvatar(300)
                        .setName("María")
                        .addRoles(Role.ROLE_MODERATOR))
                .build();
    }

    private static Correction correction() {
        return Correction.newBuilder()
                .setSequence(258)
                .setPlace(PLACE)
                .setCause(CorrectionCause.CORRECTION_CAUSE_SEAT)
                .setHeightCm(45)
                .setGait(Gait.GAIT_SIT)
                .build();
    }

    private static ActionReply tooSoon() {
        return ActionReply.newBuilder()
                .setId(8)
                .setCode(ActionCode.ACTION_CODE_TOO_SOON)
                .setRetryAfterMs(4_200)
                .setMessage("The bell was rung a moment ago.")
                .build();
    }
}
