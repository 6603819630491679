package org.parvis.protocol.quantise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

final class CellGridTest {

    private static final CellGrid GRID = new CellGrid(-12_345, 6_789, 3, 2, 4);

    @Example
    void cellsOfALevelTileEveryFloorOnceAndNumbersFillTheRange() {
        Set<Integer> seen = new HashSet<>();
        for (int floor = 0; floor < GRID.floors(); floor++) {
            for (int level = 0; level <= CellGrid.MAX_LEVEL; level++) {
                addLevel(seen, floor, level);
            }
        }
        assertThat(seen).hasSize(GRID.cellCount());
        assertThat(seen).allMatch(GRID::isCell);
    }

    private static void addLevel(Set<Integer> seen, int floor, int level) {
        for (int row = 0; row < GRID.rows() << level; row++) {
            for (int column = 0; column < GRID.columns() << level; column++) {
                int cell = GRID.cellOf(floor, level, column, row);
                assertThat(seen.add(cell)).isTrue();
                assertThat(GRID.floor(cell)).isEqualTo(floor);
                assertThat(GRID.level(cell)).isEqualTo(level);
                assertThat(GRID.column(cell)).isEqualTo(column);
                assertThat(GRID.row(cell)).isEqualTo(row);
                assertThat(GRID.side(cell)).isEqualTo(64 >> level);
            }
        }
    }

    @Property
    void aPointLiesInTheCellThatIsSaidToHoldIt(
            @ForAll @IntRange(max = 3) int floor,
            @ForAll @IntRange(max = 4) int level,
            @ForAll @DoubleRange(min = -123.45, max = 68.54) @Scale(7) double xM,
            @ForAll @DoubleRange(min = 67.89, max = 195.88) @Scale(7) double zM) {
        int cell = GRID.cellAt(floor, level, xM, zM);

        assertThat(GRID.minX(cell)).isLessThanOrEqualTo(xM + 1e-9);
        assertThat(GRID.minZ(cell)).isLessThanOrEqualTo(zM + 1e-9);
        assertThat(xM).isLessThanOrEqualTo(GRID.minX(cell) + GRID.side(cell) + 1e-9);
        assertThat(zM).isLessThanOrEqualTo(GRID.minZ(cell) + GRID.side(cell) + 1e-9);
        assertThat(GRID.distanceSquared(cell, xM, zM)).isLessThan(1e-9);
    }

    @Example
    void theNumberIsMadeAsTheDocumentSays() {
        CellGrid grid = new CellGrid(0, 0, 2, 2, 2);

        assertThat(grid.cellAt(0, 0, 0, 0)).isZero();
        assertThat(grid.cellAt(0, 0, 64, 0)).isEqualTo(341);
        assertThat(grid.cellAt(0, 0, 0, 64)).isEqualTo(2 * 341);
        assertThat(grid.cellAt(1, 0, 0, 0)).isEqualTo(4 * 341);
        // Column 3 and row 1 of 16 m: morton(3, 1) = 0b0111.
        assertThat(grid.cellAt(0, 2, 50, 20)).isEqualTo(5 + 0b0111);
        assertThat(grid.cellAt(0, 4, 63.99, 63.99)).isEqualTo(340);
    }

    @Example
    void pointsOutsideAndUnknownLevelsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> GRID.cellAt(0, 2, -123.46, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> GRID.cellAt(0, 2, 68.55, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> GRID.cellAt(0, 2, Double.NaN, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> GRID.cellAt(0, 5, 0, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> GRID.cellAt(4, 2, 0, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> GRID.level(GRID.cellCount()));
        assertThatIllegalArgumentException().isThrownBy(() -> GRID.side(-1));
    }

    @Property
    void aFittingGridHoldsItsBoundsWithTheirEdges(
            @ForAll @DoubleRange(min = -5_000, max = 4_000) @Scale(7) double minX,
            @ForAll @DoubleRange(min = -5_000, max = 4_000) @Scale(7) double minZ,
            @ForAll @DoubleRange(min = 0, max = 1_000) @Scale(7) double width,
            @ForAll @DoubleRange(min = 0, max = 1_000) @Scale(7) double depth) {
        CellGrid grid = CellGrid.fitting(minX, minZ, minX + width, minZ + depth, 1);

        assertThat(grid.contains(minX, minZ)).isTrue();
        assertThat(grid.contains(minX + width, minZ + depth)).isTrue();
        assertThat((grid.columns() - 1) * 64.0).isLessThanOrEqualTo(width + 0.02);
        assertThat((grid.rows() - 1) * 64.0).isLessThanOrEqualTo(depth + 0.02);
    }

    @Example
    void gridsTravelInTheWelcomeUnchanged() {
        assertThat(CellGrid.from(GRID.toMessage()).toMessage()).isEqualTo(GRID.toMessage());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CellGrid.from(
                        GRID.toMessage().toBuilder().setColumns(-1).build()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CellGrid.from(GRID.toMessage().toBuilder()
                        .setColumns(65_535)
                        .setRows(65_535)
                        .build()));
    }

    @Example
    void distanceIsMeasuredToTheNearestPointOfTheRectangle() {
        CellGrid grid = new CellGrid(0, 0, 1, 1, 1);
        int cell = grid.cellAt(0, 2, 17, 17);

        assertThat(grid.distanceSquared(cell, 20, 20)).isZero();
        assertThat(grid.distanceSquared(cell, 13, 20)).isEqualTo(9);
        assertThat(grid.distanceSquared(cell, 35, 36)).isEqualTo(9 + 16);
    }
}
