package org.parvis.protocol.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.parvis.protocol.WireException;
import org.parvis.protocol.v1.Frame;

final class CellUpdateTest {

    private final CellUpdateWriter writer = new CellUpdateWriter(1 << 20);

    @Provide
    Arbitrary<UpdateModel> updates() {
        return UpdateModel.anyUpdate();
    }

    @Property
    void concatenatedUpdatesAreTheBytesThatTheGeneratedClassesWrite(
            @ForAll @Size(max = 5) List<@From("updates") UpdateModel> updates) throws InvalidProtocolBufferException {
        Frame.Builder expected = Frame.newBuilder();
        writer.reset();
        for (UpdateModel update : updates) {
            update.write(writer);
            expected.addCells(update.toMessage());
        }
        byte[] written = Arrays.copyOf(writer.array(), writer.size());

        assertThat(Frame.parseFrom(written)).isEqualTo(expected.build());
        assertThat(written).isEqualTo(expected.build().toByteArray());
    }

    @Property
    void theReaderYieldsWhatTheWriterWasGiven(@ForAll("updates") UpdateModel update) {
        byte[] bytes = update.toMessage().toByteArray();
        byte[] amidOthers = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, amidOthers, 3, bytes.length);
        CellUpdateReader reader = new CellUpdateReader();

        reader.wrap(amidOthers, 3, bytes.length);

        assertThat(read(reader)).isEqualTo(update);
    }

    static UpdateModel read(CellUpdateReader reader) {
        var poses = new TreeMap<Integer, Integer>();
        var states = new TreeMap<Integer, UpdateModel.State>();
        var gone = new TreeSet<Integer>();
        while (reader.nextPose()) {
            poses.put(reader.poseAvatar(), reader.packedPose());
        }
        while (reader.nextState()) {
            int flags = reader.stateFlags() & StateFlags.CALLERS_BITS;
            states.put(reader.stateAvatar(), new UpdateModel.State(flags, reader.heightCm(), reader.emote()));
        }
        while (reader.nextGone()) {
            gone.add(reader.goneAvatar());
        }
        return new UpdateModel(reader.cell(), reader.isKeyframe(), poses, states, gone);
    }

    @Property
    void anyBytesAreReadOrRefusedByTheTypedException(@ForAll byte[] bytes) {
        CellUpdateReader reader = new CellUpdateReader();
        try {
            reader.wrap(bytes, 0, bytes.length);
            read(reader);
        } catch (WireException refused) {
            assertThat(refused.getStackTrace()).isEmpty();
        }
    }

    @Property
    void damagedUpdatesAreReadOrRefusedByTheTypedException(
            @ForAll("updates") UpdateModel update, @ForAll int where, @ForAll byte what, @ForAll int cut) {
        byte[] bytes = update.toMessage().toByteArray();
        if (bytes.length == 0) {
            return;
        }
        bytes[Math.floorMod(where, bytes.length)] = what;
        CellUpdateReader reader = new CellUpdateReader();
        try {
            reader.wrap(bytes, 0, Math.floorMod(cut, bytes.length + 1));
            read(reader);
        } catch (WireException refused) {
            assertThat(refused.fault()).isNotNull();
        }
    }

    @Example
    void aWriterRefusesWhatTheProtocolDoesNotAllow() {
        writer.reset();
        assertThatIllegalStateException().isThrownBy(() -> writer.pose(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.begin(-1));
        writer.begin(7);
        writer.pose(5, 0);
        assertThatIllegalStateException().isThrownBy(() -> writer.begin(8));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.pose(5, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.gone(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.state(1, 0x20, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.state(1, 1, 1_001, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.state(1, 1, -101, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.state(1, 1, 0, 256));
        assertThatIllegalArgumentException().isThrownBy(() -> StateFlags.of(8, false, false));
    }

    @Example
    void aRefusedRecordLeavesNoTrace() throws InvalidProtocolBufferException {
        writer.reset();
        writer.begin(7);
        writer.state(1, StateFlags.of(2, true, false), 0, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> writer.state(2, 1, 1_001, 0));
        writer.state(2, StateFlags.of(1, false, true), -100, 4);
        writer.end();

        Frame frame = Frame.parseFrom(Arrays.copyOf(writer.array(), writer.size()));
        assertThat(frame.getCells(0).getStates().toByteArray()).containsExactly(1, 0x0A, 1, 0x71, (byte) 0xC7, 0x01, 4);
    }

    @Example
    void contentBeyondTheBoundIsRefusedInsteadOfGrowingForEver() {
        CellUpdateWriter small = new CellUpdateWriter(512);
        small.begin(1);
        assertThatIllegalStateException().isThrownBy(() -> {
            for (int avatar = 1; avatar < 1_000; avatar++) {
                small.pose(avatar, 0);
            }
        });
    }

    @Example
    void aDroppedUpdateLeavesNothingBehind() {
        writer.reset();
        writer.begin(3);
        assertThat(writer.isEmpty()).isTrue();
        writer.pose(1, 2);
        assertThat(writer.isEmpty()).isFalse();
        writer.drop();
        assertThat(writer.size()).isZero();
        writer.begin(4);
        writer.keyframe();
        assertThat(writer.isEmpty()).isFalse();
        assertThat(writer.end()).isZero();
        assertThat(Arrays.copyOf(writer.array(), writer.size())).containsExactly(0x12, 4, 0x08, 4, 0x28, 1);
    }
}
