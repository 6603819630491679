package org.parvis.server.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.store.Settings;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreOpenException;
import org.parvis.server.store.engine.StoreConfig;
import org.parvis.server.store.engine.Stores;

/** What was acknowledged and is gone is told at the next start, whatever took it. */
public final class LossTest {
    private static final int COMMITS = 40;

    @TempDir
    private Path folder;

    /** As a process left it that was killed after {@value #COMMITS} acknowledged commits. */
    @SuppressWarnings("NullAway.Init") // set before each test
    private Path killed;

    @BeforeEach
    void commitAndDie() throws Exception {
        killed = Files.createDirectory(folder.resolve("killed"));
        Path live = Files.createDirectory(folder.resolve("live"));
        try (Store store = open(live, false)) {
            for (int i = 1; i <= COMMITS; i++) {
                String value = "v" + i;
                store.write(db -> {
                            Settings.put(db, "k", value);
                            return db.execute("INSERT INTO setting (key, value) VALUES (?, ?)", value, "x".repeat(900));
                        })
                        .join();
            }
            copy(live, killed);
        }
    }

    /** Copies a folder as it lies there. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** Flips all bits of a byte. */
    public static void flip(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) ~one.get(0));
            channel.write(one.rewind(), at);
        }
    }

    /** Overwrites every page behind the first with noise. */
    public static void damagePages(Path database) throws IOException {
        byte[] bytes = Files.readAllBytes(database);
        byte[] noise = new byte[bytes.length - 8_192];
        new Random(7).nextBytes(noise);
        System.arraycopy(noise, 0, bytes, 8_192, noise.length);
        Files.write(database, bytes);
    }

    private Store open(Path folder, boolean acceptLoss) throws StoreOpenException {
        PriorUse prior = new PriorUse(Optional.empty(), List.of(folder.resolve("keys.json")), acceptLoss);
        return Stores.open(
                StoreConfig.of("jdbc:sqlite:" + folder.resolve("parvis.db")).withPrior(prior),
                new SimpleMeterRegistry());
    }

    private Path log() {
        return killed.resolve("parvis.db-wal");
    }

    private Path database() {
        return killed.resolve("parvis.db");
    }

    private void assertRefused(String... words) throws IOException, StoreOpenException {
        byte[] logBefore = Files.exists(log()) ? Files.readAllBytes(log()) : new byte[0];
        for (int tries = 0; tries < 2; tries++) {
            assertThatThrownBy(() -> open(killed, false).close())
                    .isInstanceOf(StoreOpenException.class)
                    .hasMessageContainingAll(words)
                    .hasMessageContaining("restore a backup, or start with --accept-loss");
        }
        if (Files.exists(log())) {
            assertThat(Files.readAllBytes(log())).as("evidence").isEqualTo(logBefore);
        }
        open(killed, true).close();
        assertThatCode(() -> open(killed, false).close()).as("accepted once").doesNotThrowAnyException();
    }

    @Test
    void afterAKillNothingIsLostAndNothingIsSaid() throws Exception {
        try (Store store = open(killed, false)) {
            assertThat(store.read(db -> Settings.get(db, "k")).join()).contains("v" + COMMITS);
        }
        assertThat(CommitMark.read(killed.resolve("parvis.db.mark"))
                        .orElseThrow()
                        .commits())
                .isEqualTo(COMMITS);
    }

    @Test
    void aFlippedByteInTheMiddleOfTheLogIsTold() throws Exception {
        flip(log(), Files.size(log()) / 2);
        assertRefused("has lost something", "of 40 commits are gone", "frames of its write-ahead log cannot be read");
        try (Stream<Path> files = Files.list(killed)) {
            assertThat(files.map(Path::toString)).anyMatch(name -> name.contains("-wal.damaged-"));
        }
    }

    @Test
    void aFlippedByteInTheLastFrameIsTold() throws Exception {
        flip(log(), Files.size(log()) - 10);
        assertRefused("the newest 1 of 40 commits are gone");
    }

    @Test
    void aLogThatWasCutOrOverwrittenOrTakenAwayIsTold() throws Exception {
        byte[] whole = Files.readAllBytes(log());
        Files.write(log(), Arrays.copyOf(whole, whole.length / 3));
        assertThatThrownBy(() -> open(killed, false)).hasMessageContaining("of 40 commits are gone");
        byte[] noise = new byte[100_000];
        new Random(5).nextBytes(noise);
        Files.write(log(), noise);
        assertThatThrownBy(() -> open(killed, false))
                .hasMessageContainingAll("newest 40 of 40 commits are gone", "cannot be read at all");
        Files.delete(log());
        assertRefused("newest 40 of 40 commits are gone");
    }

    @Test
    void withoutAMarkTheLogItselfTellsOfWhatCannotBeRead() throws Exception {
        Files.delete(killed.resolve("parvis.db.mark"));
        flip(log(), Files.size(log()) / 2);
        assertRefused("frames of its write-ahead log cannot be read");
    }

    @Test
    void anEmptiedOrMissingDatabaseIsTold() throws Exception {
        Files.delete(log());
        Files.write(database(), new byte[0]);
        assertThatThrownBy(() -> open(killed, false))
                .hasMessageContaining("new and empty, but it had come to commit 40");
        Files.delete(killed.resolve("parvis.db.mark"));
        Files.writeString(killed.resolve("keys.json"), "{}");
        assertThatThrownBy(() -> open(killed, false)).hasMessageContaining("new and empty, but keys.json shows");
        Files.delete(database());
        assertRefused("new and empty, but keys.json shows");
    }

    @Test
    void anOlderOrAnotherDatabaseInItsPlaceIsTold() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        open(other, false).close();
        Files.delete(log());
        Files.copy(other.resolve("parvis.db"), database(), StandardCopyOption.REPLACE_EXISTING);
        assertRefused("it is another one than was used here last");
    }

    @Test
    void damagedPagesAreToldAtTheStart() throws Exception {
        open(killed, false).close();
        damagePages(database());
        assertThatThrownBy(() -> open(killed, false))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("restore a backup");
    }

    @Test
    void aDamagedMarkIsToldWithItsCure() throws Exception {
        Files.write(killed.resolve("parvis.db.mark"), new byte[3]);
        assertThatThrownBy(() -> open(killed, false)).hasMessageContaining("parvis.db.mark is damaged; remove it");
    }

    @Test
    void framesOfEarlierRoundsOfTheLogMeanNothing() throws Exception {
        byte[] log = Files.readAllBytes(log());
        byte[] longer = Arrays.copyOf(log, log.length + 3 * (4_096 + 24));
        byte[] earlier = new byte[longer.length - log.length];
        new Random(3).nextBytes(earlier);
        System.arraycopy(earlier, 0, longer, log.length, earlier.length);
        Files.write(log(), longer);
        WriteAheadLog.Survey survey = WriteAheadLog.survey(log());
        assertThat(survey.lost()).isZero();
        assertThat(survey.readable()).isPositive();
        open(killed, false).close();
    }
}
