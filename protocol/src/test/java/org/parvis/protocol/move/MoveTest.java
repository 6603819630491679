package org.parvis.protocol.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.parvis.protocol.WireException;
import org.parvis.protocol.WireException.Fault;
import org.parvis.protocol.v1.ClientMessage;
import org.parvis.protocol.v1.Gait;
import org.parvis.protocol.v1.Leave;
import org.parvis.protocol.v1.Move;

final class MoveTest {

    private final MoveReader reader = new MoveReader(4_096);

    @Provide
    Arbitrary<Move> moves() {
        Arbitrary<Integer> positions = Arbitraries.integers().between(-2_000_000, 2_000_000);
        return Builders.withBuilder(Move::newBuilder)
                .use(Arbitraries.integers())
                .in(Move.Builder::setSequence)
                .use(Arbitraries.integers().between(0, 9))
                .in(Move.Builder::setFloor)
                .use(positions)
                .in(Move.Builder::setXCm)
                .use(positions)
                .in(Move.Builder::setZCm)
                .use(Arbitraries.integers().between(0, 255))
                .in(Move.Builder::setYaw)
                .use(Arbitraries.of(Gait.GAIT_IDLE, Gait.GAIT_WALK, Gait.GAIT_RUN))
                .in(Move.Builder::setGait)
                .use(Arbitraries.integers())
                .in(Move.Builder::setClientTimeMs)
                .build(Move.Builder::build);
    }

    @Property
    void theReaderAgreesWithTheGeneratedParser(@ForAll("moves") Move move) {
        byte[] bytes = message(move).toByteArray();

        assertThat(reader.read(bytes, 0, bytes.length)).isTrue();

        assertThat(lastRead()).isEqualTo(move);
    }

    @Property
    void theWriterAgreesWithTheGeneratedClasses(@ForAll("moves") Move move) {
        byte[] target = new byte[3 + MoveWriter.MAX_BYTES];
        int end = new MoveWriter()
                .sequence(move.getSequence())
                .target(move.getFloor(), move.getXCm(), move.getZCm())
                .yaw(move.getYaw())
                .gait(move.getGaitValue())
                .clientTimeMs(move.getClientTimeMs())
                .write(target, 3);

        assertThat(Arrays.copyOfRange(target, 3, end)).isEqualTo(message(move).toByteArray());
    }

    @Property
    void unknownFieldsAreSkipped(@ForAll("moves") Move move, @ForAll long number, @ForAll @Size(max = 9) byte[] bytes) {
        UnknownFieldSet later = UnknownFieldSet.newBuilder()
                .addField(
                        9,
                        UnknownFieldSet.Field.newBuilder()
                                .addVarint(number)
                                .addFixed64(number)
                                .addFixed32((int) number)
                                .addLengthDelimited(ByteString.copyFrom(bytes))
                                .build())
                .build();
        byte[] message = ClientMessage.newBuilder()
                .setMove(move.toBuilder().setUnknownFields(later))
                .setUnknownFields(later)
                .build()
                .toByteArray();

        assertThat(reader.read(message, 0, message.length)).isTrue();
        assertThat(lastRead()).isEqualTo(move);
    }

    @Property
    void theLastKindCountsAndRepeatedMovesAreMerged(@ForAll("moves") Move first, @ForAll("moves") Move second)
            throws InvalidProtocolBufferException {
        ByteString leave = ClientMessage.newBuilder()
                .setLeave(Leave.getDefaultInstance())
                .build()
                .toByteString();
        ByteString twice = message(first).toByteString().concat(message(second).toByteString());

        assertSameAsGenerated(twice.toByteArray());
        byte[] left = twice.concat(leave).toByteArray();
        assertThat(reader.read(left, 0, left.length)).isFalse();
        assertThat(ClientMessage.parseFrom(left).getKindCase()).isEqualTo(ClientMessage.KindCase.LEAVE);
    }

    @Property
    void aMoveAfterAnotherKindStartsAnew(@ForAll("moves") Move first, @ForAll("moves") Move second) {
        // protobuf-java keeps the first move's values here, against its own documentation, so no comparison.
        byte[] bytes = message(first)
                .toByteString()
                .concat(ByteString.fromHex("3200"))
                .concat(message(second).toByteString())
                .toByteArray();

        assertThat(reader.read(bytes, 0, bytes.length)).isTrue();
        assertThat(lastRead()).isEqualTo(second);
    }

    @Property(tries = 5_000)
    void whateverIsAcceptedIsWhatTheGeneratedParserReads(
            @ForAll("moves") Move move, @ForAll int where, @ForAll byte what, @ForAll int cut)
            throws InvalidProtocolBufferException {
        byte[] bytes = message(move).toByteArray();
        bytes[Math.floorMod(where, bytes.length)] = what;
        byte[] damaged = Arrays.copyOf(bytes, Math.floorMod(cut, 2 * bytes.length + 1));
        if (damaged.length > bytes.length) {
            damaged = bytes;
        }
        try {
            assertSameAsGenerated(damaged);
        } catch (WireException refused) {
            assertThat(refused.getStackTrace()).isEmpty();
        }
    }

    @Property
    void anyBytesAreReadOrRefusedByTheTypedException(@ForAll byte[] bytes) {
        try {
            reader.read(bytes, 0, bytes.length);
        } catch (WireException refused) {
            assertThat(refused.fault()).isNotNull();
        }
    }

    @Property
    void buffersWithAndWithoutArraysReadAlike(@ForAll("moves") Move move) {
        byte[] bytes = message(move).toByteArray();
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 2);
        direct.position(1).limit(1 + bytes.length);
        direct.duplicate().put(bytes);

        assertThat(reader.read(direct)).isTrue();
        assertThat(lastRead()).isEqualTo(move);
        assertThat(direct.position()).isEqualTo(1);
        assertThat(reader.read(ByteBuffer.wrap(bytes))).isTrue();
        assertThat(lastRead()).isEqualTo(move);
    }

    @Example
    void valuesOutOfRangeAreRefusedAndNeverWrapped() {
        refused(Move.newBuilder().setXCm(2_000_001), Fault.OUT_OF_RANGE);
        refused(Move.newBuilder().setZCm(-2_000_001), Fault.OUT_OF_RANGE);
        refused(Move.newBuilder().setXCm(Integer.MIN_VALUE), Fault.OUT_OF_RANGE);
        refused(Move.newBuilder().setYaw(256), Fault.OUT_OF_RANGE);
        refused(Move.newBuilder().setYaw(-1), Fault.OUT_OF_RANGE);
        refused(Move.newBuilder().setGaitValue(5), Fault.OUT_OF_RANGE);
        refused(Move.newBuilder().setGaitValue(-1), Fault.OUT_OF_RANGE);
        refused(Move.newBuilder().setFloor(-1), Fault.OUT_OF_RANGE);
    }

    private void refused(Move.Builder move, Fault fault) {
        byte[] bytes = message(move.build()).toByteArray();
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> reader.read(bytes, 0, bytes.length))
                .satisfies(refused -> assertThat(refused.fault()).isEqualTo(fault));
    }

    @Example
    void gaitsThatAClientMayNotChooseReadAsIdle() {
        for (Gait gait : new Gait[] {Gait.GAIT_UNSPECIFIED, Gait.GAIT_SIT}) {
            byte[] bytes = message(Move.newBuilder().setGait(gait).build()).toByteArray();

            assertThat(reader.read(bytes, 0, bytes.length)).isTrue();
            assertThat(reader.gait()).isEqualTo(Gait.GAIT_IDLE_VALUE);
        }
    }

    @Example
    void numbersThatDoNotFitTheirFieldAreRefused() {
        // sequence = 2^32, which a lenient parser would read as 0.
        byte[] bytes = {0x12, 6, 0x08, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x10};
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> reader.read(bytes, 0, bytes.length))
                .satisfies(refused -> assertThat(refused.fault()).isEqualTo(Fault.BAD_VARINT));
    }

    @Example
    void messagesThatAreTooBigAreRefusedUnread() {
        byte[] big = new byte[4_097];
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> reader.read(big, 0, big.length))
                .satisfies(refused -> assertThat(refused.fault()).isEqualTo(Fault.TOO_BIG));
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> reader.read(ByteBuffer.allocateDirect(4_097)))
                .satisfies(refused -> assertThat(refused.fault()).isEqualTo(Fault.TOO_BIG));
    }

    @Example
    void theWriterRefusesWhatTheReaderWould() {
        MoveWriter writer = new MoveWriter();
        assertThatIllegalArgumentException().isThrownBy(() -> writer.target(0, 2_000_001, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.target(0, 0, -2_000_001));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.target(-1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.yaw(256));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.gait(4));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.gait(0));
    }

    private void assertSameAsGenerated(byte[] bytes) throws InvalidProtocolBufferException {
        boolean move = reader.read(bytes, 0, bytes.length);
        if (!move) {
            return;
        }
        ClientMessage parsed = ClientMessage.parseFrom(bytes);
        assertThat(parsed.getKindCase()).isEqualTo(ClientMessage.KindCase.MOVE);
        Move expected = parsed.getMove();
        assertThat(reader.sequence()).isEqualTo(expected.getSequence());
        assertThat(reader.floor()).isEqualTo(expected.getFloor());
        assertThat(reader.xCm()).isEqualTo(expected.getXCm());
        assertThat(reader.zCm()).isEqualTo(expected.getZCm());
        assertThat(reader.yaw()).isEqualTo(expected.getYaw());
        assertThat(reader.clientTimeMs()).isEqualTo(expected.getClientTimeMs());
        int sent = expected.getGaitValue();
        assertThat(reader.gait()).isEqualTo(sent >= 1 && sent <= 3 ? sent : Gait.GAIT_IDLE_VALUE);
    }

    private Move lastRead() {
        return Move.newBuilder()
                .setSequence(reader.sequence())
                .setFloor(reader.floor())
                .setXCm(reader.xCm())
                .setZCm(reader.zCm())
                .setYaw(reader.yaw())
                .setGaitValue(reader.gait())
                .setClientTimeMs(reader.clientTimeMs())
                .build();
    }

    private static ClientMessage message(Move move) {
        return ClientMessage.newBuilder().setMove(move).build();
    }
}
