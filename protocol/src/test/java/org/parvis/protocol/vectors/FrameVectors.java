package org.parvis.protocol.vectors;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.HexFormat;
import org.parvis.protocol.WireException;
import org.parvis.protocol.WireException.Fault;
import org.parvis.protocol.pose.CellUpdateReader;
import org.parvis.protocol.pose.CellUpdateWriter;
import org.parvis.protocol.pose.FrameHeader;
import org.parvis.protocol.pose.FrameReader;
import org.parvis.protocol.pose.FrameTail;
import org.parvis.protocol.pose.StateFlags;
import org.parvis.protocol.quantise.CellPose;
import org.parvis.protocol.v1.EmoteKind;
import org.parvis.protocol.v1.Gait;
import org.parvis.protocol.v1.ServerMessage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Vectors of frames and their records, written by the codec of the hot lane and read back by it. */
final class FrameVectors {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final CellUpdateWriter cells = new CellUpdateWriter(1 << 20);
    private final FrameTail tail = new FrameTail(1 << 16);

    static ObjectNode frames() {
        FrameVectors vectors = new FrameVectors();
        ObjectNode file = NODES.objectNode();
        file.put(
                "about",
                "Whole server messages that hold a frame. 'message' is protobuf's JSON mapping of 'hex'; "
                        + "'frame' tells what the packed bytes of its cells mean. Heights are centimetres, emote 0 is none.");
        ArrayNode list = file.putArray("frames");
        vectors.add(list, "nothing new but the tick", 1, vectors::empty);
        vectors.add(list, "one avatar walks", 1234, vectors::oneWalks);
        vectors.add(list, "keyframe of a cell with every kind of state", 300, vectors::keyframe);
        vectors.add(list, "two cells, one avatar passes from the first to the second", 77, vectors::passage);
        vectors.add(list, "dropped cells and horizon counts", 4_000_000, vectors::tailOnly);
        vectors.add(list, "cell 0 and avatar 0 at the highest tick", -1, vectors::extremes);
        vectors.add(list, "a crowd of 150", 20_000, vectors::crowd);
        return file;
    }

    private void add(ArrayNode list, String name, int tick, Runnable content) {
        cells.reset();
        tail.reset();
        content.run();
        tail.end();
        byte[] room = new byte[FrameHeader.MAX_BYTES + cells.size() + tail.size()];
        int at = FrameHeader.write(room, 0, tick, cells.size() + tail.size());
        System.arraycopy(cells.array(), 0, room, at, cells.size());
        System.arraycopy(tail.array(), 0, room, at + cells.size(), tail.size());
        byte[] message = Arrays.copyOf(room, at + cells.size() + tail.size());
        ObjectNode entry = list.addObject().put("name", name).put("hex", hex(message));
        entry.set("message", ProtoJson.of(parse(message)));
        entry.set("frame", describe(message));
    }

    private void empty() {
        // A frame of a tick alone is legal, though the server sends none.
    }

    private void oneWalks() {
        cells.begin(1_371);
        cells.pose(42, CellPose.pack(2_048, 1_000, 64));
        cells.end();
    }

    private void keyframe() {
        cells.begin(26);
        int avatar = 0;
        for (Gait gait : new Gait[] {Gait.GAIT_IDLE, Gait.GAIT_WALK, Gait.GAIT_RUN, Gait.GAIT_SIT}) {
            for (EmoteKind emote : EmoteKind.values()) {
                if (emote == EmoteKind.UNRECOGNIZED) {
                    continue;
                }
                avatar += 1 + emote.getNumber() * 40;
                cells.pose(avatar, CellPose.pack(avatar, 4_095 - avatar, avatar & 0xFF));
                int flags = StateFlags.of(gait.getNumber(), avatar % 2 == 0, avatar % 3 == 0);
                cells.state(avatar, flags, gait == Gait.GAIT_SIT ? 45 : 0, emote.getNumber());
            }
        }
        cells.state(avatar + 1, StateFlags.of(1, false, false), -100, 0);
        cells.state(avatar + 2, StateFlags.of(1, false, false), 1_000, 0);
        cells.keyframe();
        cells.end();
    }

    private void passage() {
        cells.begin(5);
        cells.gone(300);
        cells.end();
        cells.begin(6);
        cells.pose(17, CellPose.pack(0, 0, 0));
        cells.pose(300, CellPose.pack(4_095, 4_095, 255));
        cells.state(300, StateFlags.of(Gait.GAIT_RUN_VALUE, false, false), 0, 0);
        cells.end();
    }

    private void tailOnly() {
        tail.droppedCell(0);
        tail.droppedCell(127);
        tail.droppedCell(128);
        tail.horizon(0, 3);
        tail.horizon(900_000, 0);
        tail.horizon(341, 250);
    }

    private void extremes() {
        cells.begin(0);
        cells.pose(0, CellPose.pack(1, 2, 3));
        cells.pose(Integer.MAX_VALUE, CellPose.pack(4, 5, 6));
        cells.state(0, StateFlags.of(7, true, true), 0, 255);
        cells.gone(0);
        cells.gone(127);
        cells.gone(255);
        cells.end();
    }

    private void crowd() {
        cells.begin(1_370);
        for (int i = 0; i < 150; i++) {
            cells.pose(3 + i * 11, CellPose.pack(i * 27, 4_095 - i * 13, i));
        }
        cells.keyframe();
        cells.end();
    }

    static ObjectNode describe(byte[] message) {
        FrameReader frame = new FrameReader();
        if (!frame.wrapMessage(message, 0, message.length)) {
            throw new IllegalStateException("not a frame");
        }
        ObjectNode told = NODES.objectNode().put("tick", Integer.toUnsignedLong(frame.tick()));
        ArrayNode dropped = told.putArray("droppedCells");
        while (frame.nextDroppedCell()) {
            dropped.add(frame.droppedCell());
        }
        ArrayNode updates = told.putArray("cells");
        CellUpdateReader update = new CellUpdateReader();
        while (frame.nextCell(update)) {
            describe(updates.addObject(), update);
        }
        ArrayNode horizon = told.putArray("horizon");
        while (frame.nextHorizon()) {
            horizon.addObject().put("cell", frame.horizonCell()).put("count", frame.horizonCount());
        }
        return told;
    }

    private static void describe(ObjectNode told, CellUpdateReader update) {
        told.put("cell", update.cell()).put("keyframe", update.isKeyframe());
        ArrayNode poses = told.putArray("poses");
        while (update.nextPose()) {
            poses.addObject()
                    .put("avatar", update.poseAvatar())
                    .put("xCode", CellPose.xCode(update.packedPose()))
                    .put("zCode", CellPose.zCode(update.packedPose()))
                    .put("yaw", CellPose.yawCode(update.packedPose()));
        }
        ArrayNode states = told.putArray("states");
        while (update.nextState()) {
            states.addObject()
                    .put("avatar", update.stateAvatar())
                    .put("gait", StateFlags.gait(update.stateFlags()))
                    .put("away", StateFlags.isAway(update.stateFlags()))
                    .put("discontinuity", StateFlags.isDiscontinuity(update.stateFlags()))
                    .put("heightCm", update.heightCm())
                    .put("emote", update.emote());
        }
        ArrayNode gone = told.putArray("gone");
        while (update.nextGone()) {
            gone.add(update.goneAvatar());
        }
    }

    static ObjectNode malformed() {
        ObjectNode file = NODES.objectNode();
        file.put(
                "about",
                "Bytes of a Frame (without the envelope of ServerMessage) that a reader must refuse as a "
                        + "whole, when it reads all records; it must neither fail in another way nor read beyond the end.");
        ArrayNode list = file.putArray("frames");
        refuse(list, "the update is longer than the frame", "0801120508");
        refuse(list, "a pose is cut", "1206120401aabbcc");
        refuse(list, "the section of poses is longer than its update", "1204120a0102");
        refuse(list, "a record repeats the avatar of the one before", "120c120a05000000000000000000");
        refuse(list, "a flags byte is missing", "12031a0103");
        refuse(list, "a height is missing", "12041a020321");
        refuse(list, "an emote is missing", "12041a020341");
        refuse(list, "a height is above 1000 cm", "12061a040321d20f");
        refuse(list, "a height is below -100 cm", "12061a040321c901");
        refuse(list, "avatar numbers pass 2^31 - 1", "1209220701ffffffff07");
        refuse(list, "a varint of eleven bytes", "08ffffffffffffffffffff01");
        refuse(list, "field number 0", "0001");
        refuse(list, "a group", "0b0c");
        return file;
    }

    private static void refuse(ArrayNode list, String name, String hex) {
        list.addObject()
                .put("name", name)
                .put("hex", hex)
                .put("fault", faultOf(hex).name());
    }

    private static Fault faultOf(String hex) {
        byte[] frame = HexFormat.of().parseHex(hex);
        byte[] message = new byte[frame.length + 2];
        message[0] = 0x0A;
        message[1] = (byte) frame.length;
        System.arraycopy(frame, 0, message, 2, frame.length);
        try {
            throw new IllegalStateException("not refused: " + describe(message));
        } catch (WireException refused) {
            return refused.fault();
        }
    }

    private static ServerMessage parse(byte[] message) {
        try {
            return ServerMessage.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the codec wrote what the generated classes cannot read", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
