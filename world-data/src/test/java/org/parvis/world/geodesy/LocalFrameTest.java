package org.parvis.world.geodesy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LocalFrameTest {
    @Test
    @Tag("A112")
    void roundTripStaysWithinACentimetreWithinFiveKilometres() {
        long seed = 20260101;
        Random random = new Random(seed);
        double worstM = 0;
        for (int i = 0; i < 20_000; i++) {
            LocalFrame frame = LocalFrame.at(
                    random.nextDouble() * 360 - 180, random.nextDouble() * 178 - 89, random.nextDouble() * 3000);
            double x = random.nextDouble() * 10_000 - 5_000;
            double y = random.nextDouble() * 400 - 100;
            double z = random.nextDouble() * 10_000 - 5_000;
            GeodeticPoint there = frame.toGeodetic(x, y, z);
            LocalPoint back = frame.toLocal(there.longitudeDeg(), there.latitudeDeg(), there.heightM());
            worstM = Math.max(worstM, Math.abs(back.x() - x));
            worstM = Math.max(worstM, Math.abs(back.y() - y));
            worstM = Math.max(worstM, Math.abs(back.z() - z));
        }
        System.out.printf("worst round trip %.2e m, seed %d%n", worstM, seed);
        assertThat(worstM).isLessThan(0.01);
    }

    @Test
    @Tag("A112")
    void distancesAndDirectionsAgreeWithGeodesics() {
        LocalFrame frame = LocalFrame.at(-3.7074, 40.4154, 0);
        for (int bearing = 0; bearing < 360; bearing += 15) {
            GeodesicData there = Geodesic.WGS84.Direct(40.4154, -3.7074, bearing, 5_000);
            LocalPoint point = frame.toLocal(there.lon2, there.lat2, 0);

            assertThat(Math.hypot(point.x(), point.z())).isCloseTo(5_000, within(0.01));
            double angle = Math.toDegrees(Math.atan2(point.x(), -point.z()));
            assertThat(Math.IEEEremainder(angle - bearing, 360)).isCloseTo(0, within(1e-4));
        }
    }

    @Test
    void southIsPositiveZ() {
        assertThat(LocalFrame.at(10, 50, 0).toLocal(10, 49.999, 0).z()).isCloseTo(111.2, within(0.1));
    }

    @Test
    void placeOffEarthIsRefused() {
        assertThatThrownBy(() -> LocalFrame.at(10, Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LocalFrame.at(181, 0, 0)).hasMessageContaining("181");
    }
}
