package org.parvis.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.Descriptors.Descriptor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.Correction;
import org.parvis.protocol.v1.Move;
import org.parvis.protocol.v1.Options;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.Quantity;

/** The schema states steps and ranges; the code has constants. They must not drift apart. */
final class QuantityOptionsTest {

    @Test
    @Tag("A4")
    void positionsHaveTheStepAndRangeOfTheSchema() {
        for (Descriptor message : new Descriptor[] {Place.getDescriptor(), Move.getDescriptor()}) {
            for (String field : new String[] {"x_cm", "z_cm"}) {
                Quantity quantity = quantity(message, field);
                assertThat(quantity.getUnit()).isEqualTo("m");
                assertThat(quantity.getMin()).isEqualTo(-Quantise.MAX_POSITION_M);
                assertThat(quantity.getMax()).isEqualTo(Quantise.MAX_POSITION_M);
                assertThat(quantity.getStep()).isEqualTo(Quantise.POSITION_STEP_M);
                assertThat(Quantise.metresToCentimetres(quantity.getMax())).isEqualTo(Quantise.MAX_POSITION_CM);
                assertThat(Quantise.centimetresToMetres(1)).isEqualTo(quantity.getStep());
            }
        }
    }

    @Test
    void directionsHaveTheStepAndRangeOfTheSchema() {
        for (Descriptor message : new Descriptor[] {Place.getDescriptor(), Move.getDescriptor()}) {
            Quantity quantity = quantity(message, "yaw");
            assertThat(quantity.getUnit()).isEqualTo("rad");
            assertThat(quantity.getMin()).isZero();
            assertThat(quantity.getMax()).isCloseTo(Quantise.codeToYaw(255), within(1e-6));
            assertThat(quantity.getStep()).isEqualTo(Quantise.YAW_STEP_RAD);
        }
    }

    @Test
    void heightsHaveTheStepAndRangeOfTheSchema() {
        Quantity quantity = quantity(Correction.getDescriptor(), "height_cm");

        assertThat(quantity.getUnit()).isEqualTo("m");
        assertThat(quantity.getMin()).isEqualTo(Quantise.centimetresToMetres(Quantise.MIN_HEIGHT_CM));
        assertThat(quantity.getMax()).isEqualTo(Quantise.centimetresToMetres(Quantise.MAX_HEIGHT_CM));
        assertThat(quantity.getStep()).isEqualTo(Quantise.POSITION_STEP_M);
    }

    private static Quantity quantity(Descriptor message, String field) {
        var descriptor = message.findFieldByName(field);
        assertThat(descriptor.getOptions().hasExtension(Options.quantity))
                .as("%s states a quantity", descriptor.getFullName())
                .isTrue();
        return descriptor.getOptions().getExtension(Options.quantity);
    }
}
