package org.parvis.protocol.quantise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

final class CellPoseTest {

    private static final CellGrid GRID = CellGrid.fitting(-19_000, -19_000, -18_800, -18_900, 2);
    private static final double EPSILON = 1e-8;

    @Property
    @Tag("A4")
    void posesReturnWithinHalfAStepOverTheWholeWidenedCell(
            @ForAll @IntRange(max = 2 * 8 * 341 - 1) int anyCell,
            @ForAll @DoubleRange(min = -0.125, max = 1.1249) @Scale(4) double alongX,
            @ForAll @DoubleRange(min = -0.125, max = 1.1249) @Scale(4) double alongZ,
            @ForAll @IntRange(max = 255) int yawCode) {
        int cell = anyCell % GRID.cellCount();
        double xM = GRID.minX(cell) + alongX * GRID.side(cell);
        double zM = GRID.minZ(cell) + alongZ * GRID.side(cell);
        double halfStep = CellPose.stepM(GRID.side(cell)) / 2 + EPSILON;

        int packed = CellPose.encode(GRID, cell, xM, zM, yawCode);

        assertThat(CellPose.decodeX(GRID, cell, packed)).isCloseTo(xM, within(halfStep));
        assertThat(CellPose.decodeZ(GRID, cell, packed)).isCloseTo(zM, within(halfStep));
        assertThat(CellPose.yawCode(packed)).isEqualTo(yawCode);
    }

    @Property
    @Tag("A4")
    void coordinatesBeyondTheWidenedCellAreRefused(@ForAll double xM) {
        int cell = GRID.cellAt(0, 2, -18_950, -18_950);
        double lowest = GRID.minX(cell) - 2;
        if (xM >= lowest && xM < lowest + 20) {
            assertThat(CellPose.fits(GRID.minX(cell), 16, xM)).isTrue();
            return;
        }
        assertThat(CellPose.fits(GRID.minX(cell), 16, xM)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> CellPose.code(GRID.minX(cell), 16, xM));
    }

    @Example
    void everyCodeOfEveryLevelReturnsUnchanged() {
        for (int level = 0; level <= CellGrid.MAX_LEVEL; level++) {
            double side = 64 >> level;
            for (int code = 0; code < CellPose.CODES; code++) {
                assertThat(CellPose.code(-18_990.37, side, CellPose.value(-18_990.37, side, code)))
                        .isEqualTo(code);
            }
        }
    }

    @Example
    void everyYawReachesViewersUnchanged() {
        for (int yawCode = 0; yawCode < 256; yawCode++) {
            assertThat(CellPose.yawCode(CellPose.pack(4095, 0, yawCode))).isEqualTo(yawCode);
            assertThat(CellPose.xCode(CellPose.pack(4095, 0, yawCode))).isEqualTo(4095);
            assertThat(CellPose.zCode(CellPose.pack(4095, 0, yawCode))).isZero();
        }
    }

    @Property
    void codesThatDoNotFitTheirBitsAreRefused(@ForAll int code) {
        if (code >= 0 && code < CellPose.CODES) {
            return;
        }
        assertThatIllegalArgumentException().isThrownBy(() -> CellPose.pack(code, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> CellPose.pack(0, code, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> CellPose.pack(0, 0, code));
    }
}
