package org.parvis.protocol.quantise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

final class QuantiseTest {

    /** Room for the rounding of doubles beside half a step. */
    private static final double EPSILON = 1e-9;

    @Property
    @Tag("A4")
    void positionsReturnWithinHalfAStepOverTheWholeVenueBox(
            @ForAll @DoubleRange(min = -20_000, max = 20_000) @Scale(7) double metres) {
        int code = Quantise.metresToCentimetres(metres);

        assertThat(Quantise.isPositionInRange(code)).isTrue();
        assertThat(Quantise.centimetresToMetres(code))
                .isCloseTo(metres, within(Quantise.POSITION_STEP_M / 2 + EPSILON));
    }

    @Property
    @Tag("A4")
    void positionsBeyondTheVenueBoxAreRefused(@ForAll double metres) {
        if (Math.abs(metres) <= Quantise.MAX_POSITION_M) {
            return;
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Quantise.metresToCentimetres(metres));
    }

    @Example
    @Tag("A4")
    void numbersThatAreNoneAreRefused() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Quantise.metresToCentimetres(bad));
            assertThatIllegalArgumentException().isThrownBy(() -> Quantise.yawToCode(bad));
        }
    }

    @Example
    void everyYawCodeReturnsUnchanged() {
        for (int code = 0; code < Quantise.YAW_CODES; code++) {
            assertThat(Quantise.yawToCode(Quantise.codeToYaw(code))).isEqualTo(code);
            assertThat(Quantise.yawToCode(Quantise.codeToYaw(code) - 6 * Math.PI))
                    .isEqualTo(code);
        }
    }

    @Property
    void anyAngleReturnsWithinHalfAStep(@ForAll @DoubleRange(min = -1_000, max = 1_000) @Scale(7) double yawRad) {
        double back = Quantise.codeToYaw(Quantise.yawToCode(yawRad));

        assertThat(Math.abs(Math.IEEEremainder(yawRad - back, 2 * Math.PI)))
                .isLessThanOrEqualTo(Quantise.YAW_STEP_RAD / 2 + EPSILON);
    }

    @Property
    void yawCodesOutOfRangeAreRefused(@ForAll int code) {
        if (code >= 0 && code <= 255) {
            assertThat(Quantise.isYawInRange(code)).isTrue();
            return;
        }
        assertThat(Quantise.isYawInRange(code)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> Quantise.codeToYaw(code));
    }
}
