package org.parvis.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.store.Store;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditProof;
import org.parvis.server.store.ledger.Ledger;

/** A process is killed with SIGKILL while it writes: what it acknowledged is there, once, and the chains are whole. */
final class CrashTest {
    private static final int ROUNDS = 2;

    @TempDir
    private Path folder;

    @Test
    void whatWasAcknowledgedSurvivesAKillOnce() throws Exception {
        long seed = System.nanoTime();
        System.out.println("CrashTest seed " + seed);
        Random random = new Random(seed);
        Path file = folder.resolve("parvis.db");
        Set<String> acknowledged = new HashSet<>();

        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(writeUntilKilled(file, 200 + random.nextInt(800)));
        }

        try (Store store = Stores.open(StoreConfig.of("jdbc:sqlite:" + file), new SimpleMeterRegistry())) {
            List<String> reasons = store.read(db -> db.createQuery("SELECT reason FROM ledger_posting")
                            .mapTo(String.class)
                            .list())
                    .join();
            AuditProof proof = store.read(AuditLog::verify).join();

            assertThat(reasons).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(proof.isWhole()).isTrue();
            assertThat(proof.entries()).isEqualTo(reasons.size());
            assertThat(store.read(Ledger::unbalanced).join()).isEmpty();
            assertThat(store.read(db -> Ledger.balance(db, "person:a", "points"))
                            .join())
                    .isEqualTo(reasons.size());
        }
    }

    /** Kills the writer after so many acknowledgements, and returns those that arrived. */
    private static Set<String> writeUntilKilled(Path file, int killAfter) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWriter.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<String> acknowledged = new HashSet<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                acknowledged.add(line);
                if (acknowledged.size() == killAfter) {
                    // Not process.destroyForcibly(), which would also close what is still to be read.
                    process.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        assertThat(new ArrayList<>(acknowledged)).hasSizeGreaterThanOrEqualTo(killAfter);
        return acknowledged;
    }
}
