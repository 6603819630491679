package org.parvis.loadtest.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingTest {
    private static final Path SHARED = Path.of(System.getProperty("parvis.shared.data", "../shared/data"), "crowd");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void quotedCellsBlankLinesAndAByteOrderMarkAreReadAndLinesAreCountedRight() throws IOException {
        Recording recording = read("\uFEFF\"id\", t_s,x_m,y_m\r\n\"a,b\",0,1,2\r\n\r\n\"a,b\",1,3,4\r\n");
        assertThat(recording.tracks()).hasSize(1);
        assertThat(recording.tracks().get(0).durationS()).isEqualTo(1);

        assertThatThrownBy(() -> read("id,t_s,x_m,y_m\n1,0,0,0\n\n1,1\n")).hasMessageContaining("line 4");
        assertThatThrownBy(() -> read("t_s,x_m,y_m,id\n0,0,0\n"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("too short");
    }

    @Test
    void positionsAreInterpolatedAroundTheMiddle() throws IOException {
        Recording recording = read("id,t_s,x_m,y_m\n1,0,10,20\n2,0.5,30,40\n1,2,14,20\n2,1,30,30\n");

        assertThat(recording.tracks()).hasSize(2);
        Recording.Track first = recording.tracks().get(0);
        assertThat(first.durationS()).isEqualTo(2);
        assertThat(first.xAt(1)).isCloseTo(12 - 20, within(1e-9));
        assertThat(first.zAt(0)).isCloseTo(-20 + 30, within(1e-9));
        assertThat(first.xAt(99)).isCloseTo(14 - 20, within(1e-9));
        assertThat(recording.halfWidthM()).isEqualTo(10);
        assertThat(recording.halfDepthM()).isEqualTo(10);
    }

    @Test
    void brokenFilesAreNamedWithTheirLine() {
        assertThatThrownBy(() -> read("id,t_s,x_m\n1,0,0\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("y_m");
        assertThatThrownBy(() -> read("id,t_s,x_m,y_m\n1,0,0,0\n1,1,oops,0\n"))
                .hasMessageContaining("line 3")
                .hasMessageContaining("oops");
        assertThatThrownBy(() -> read("id,t_s,x_m,y_m\n1,0,0,0\n1,0,NaN,0\n")).hasMessageContaining("line 3");
        assertThatThrownBy(() -> read("id,t_s,x_m,y_m\n1,5,0,0\n1,4,0,0\n")).hasMessageContaining("does not rise");
        assertThatThrownBy(() -> read("id,t_s,x_m,y_m\n")).hasMessageContaining("no rows");
    }

    @Test
    void realRecordingsHaveThePeopleTheirReadmeStates() throws IOException {
        assumeTrue(Files.isDirectory(SHARED), "no recorded crowds at " + SHARED);
        assertThat(Recording.read(SHARED.resolve("lyon-festival-topview-2d.csv.gz"))
                        .tracks())
                .hasSize(529);
        assertThat(Recording.read(SHARED.resolve("lyon-festival-topview-10s.csv.gz"))
                        .tracks())
                .hasSize(522);
        assertThat(Recording.read(SHARED.resolve("juelich-2009-bottleneck-300.csv.gz"))
                        .tracks())
                .hasSize(348);
        assertThat(Recording.read(SHARED.resolve("juelich-2018-entrance-bottleneck.csv.gz"))
                        .tracks())
                .hasSize(75);
        assertThat(Recording.read(SHARED.resolve("juelich-bidirectional-corridor.csv.gz"))
                        .tracks())
                .hasSize(480);
    }

    @Test
    void aReplayedPersonFollowsTheRecordedWay() throws IOException {
        Recording recording = read("id,t_s,x_m,y_m\n1,0,0,0\n1,10,10,0\n");
        ReplayMotion motion = new ReplayMotion(recording, OpenGround.ENDLESS, 100, 50, 3, 1.4);
        assertThat(motion.tiles()).isEqualTo(3);
        Walk walk = new Walk();
        walk.placeAt(0, 94, 50);

        motion.advance(walk, 0.1);
        assertThat(walk.xM()).as("walks to where the track begins").isCloseTo(94.14, within(1e-6));
        for (int i = 0; i < 10; i++) {
            motion.advance(walk, 0.1);
        }
        assertThat(walk.zM()).isEqualTo(50);
        assertThat(walk.xM()).isBetween(95.0, 100.0);
    }

    @Test
    void thoseWhoShareATrackAreShiftedInTime() throws IOException {
        Recording recording = read("id,t_s,x_m,y_m\n1,0,0,0\n1,100,10,0\n");
        Ground oneTile = new Ground() {
            @Override
            public boolean isFree(double xM, double zM) {
                return Math.abs(xM) < 6;
            }

            @Override
            public boolean isClear(double fromXM, double fromZM, double toXM, double toZM) {
                return true;
            }
        };
        ReplayMotion motion = new ReplayMotion(recording, oneTile, 0, 0, 3, 1.4);
        assertThat(motion.tiles()).isEqualTo(3);
        double[] ways = new double[4];
        for (int person = 0; person < ways.length; person++) {
            Walk walk = new Walk();
            for (int i = 0; i < 100; i++) {
                motion.advance(walk, 0.1);
            }
            ways[person] = walk.xM();
        }
        assertThat(Math.abs(ways[0] - ways[3]))
                .as("the fourth shares the first's tile, elsewhere on it")
                .isGreaterThan(3);
    }

    private Recording read(String csv) throws IOException {
        Path file = Files.writeString(folder.resolve("crowd.csv"), csv);
        return Recording.read(file);
    }
}
