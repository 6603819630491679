package org.parvis.protocol.pose;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.parvis.protocol.v1.CellUpdate;

/** A cell update as plain collections, and its naive encoding by protobuf's own classes. */
record UpdateModel(
        int cell,
        boolean keyframe,
        SortedMap<Integer, Integer> poses,
        SortedMap<Integer, State> states,
        SortedSet<Integer> gone) {

    record State(int flags, int heightCm, int emote) {}

    /** Any update that the protocol allows. */
    static Arbitrary<UpdateModel> anyUpdate() {
        Arbitrary<Integer> avatars = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.integers().between(0, 300)),
                Tuple.of(1, Arbitraries.integers().between(0, Integer.MAX_VALUE)));
        Arbitrary<State> states = Combinators.combine(
                        Arbitraries.integers().between(0, 31),
                        Arbitraries.integers()
                                .between(-100, 1_000)
                                .injectNull(0.5)
                                .map(h -> h == null ? 0 : h),
                        Arbitraries.integers().between(0, 255).injectNull(0.5).map(e -> e == null ? 0 : e))
                .as(State::new);
        return Combinators.combine(
                        Arbitraries.integers().between(0, Integer.MAX_VALUE),
                        Arbitraries.of(true, false),
                        Arbitraries.maps(avatars, Arbitraries.integers()).ofMaxSize(60),
                        Arbitraries.maps(avatars, states).ofMaxSize(60),
                        avatars.set().ofMaxSize(20))
                .as((cell, keyframe, poses, stateMap, gone) -> new UpdateModel(
                        cell, keyframe, new TreeMap<>(poses), new TreeMap<>(stateMap), new TreeSet<>(gone)));
    }

    /** Writes the update in one pass over all avatars that it speaks of. */
    void write(CellUpdateWriter writer) {
        SortedSet<Integer> avatars = new TreeSet<>(poses.keySet());
        avatars.addAll(states.keySet());
        avatars.addAll(gone);
        writer.begin(cell);
        for (int avatar : avatars) {
            if (poses.containsKey(avatar)) {
                writer.pose(avatar, poses.get(avatar));
            }
            if (states.containsKey(avatar)) {
                State state = states.get(avatar);
                writer.state(avatar, state.flags, state.heightCm, state.emote);
            }
            if (gone.contains(avatar)) {
                writer.gone(avatar);
            }
        }
        if (keyframe) {
            writer.keyframe();
        }
        writer.end();
    }

    /** Encodes the update by the schema's own classes. */
    CellUpdate toMessage() {
        try {
            return CellUpdate.newBuilder()
                    .setCell(cell)
                    .setPoses(posesBytes())
                    .setStates(statesBytes())
                    .setGone(goneBytes())
                    .setKeyframe(keyframe)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ByteString posesBytes() throws IOException {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        int last = 0;
        for (var pose : poses.entrySet()) {
            out.writeUInt32NoTag(pose.getKey() - last);
            out.writeFixed32NoTag(pose.getValue());
            last = pose.getKey();
        }
        out.flush();
        return bytes.toByteString();
    }

    private ByteString statesBytes() throws IOException {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        int last = 0;
        for (var entry : states.entrySet()) {
            State state = entry.getValue();
            out.writeUInt32NoTag(entry.getKey() - last);
            out.write((byte) (state.flags | (state.heightCm != 0 ? 0x20 : 0) | (state.emote != 0 ? 0x40 : 0)));
            if (state.heightCm != 0) {
                out.writeSInt32NoTag(state.heightCm);
            }
            if (state.emote != 0) {
                out.write((byte) state.emote);
            }
            last = entry.getKey();
        }
        out.flush();
        return bytes.toByteString();
    }

    private ByteString goneBytes() throws IOException {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        int last = 0;
        for (int avatar : gone) {
            out.writeUInt32NoTag(avatar - last);
            last = avatar;
        }
        out.flush();
        return bytes.toByteString();
    }
}
