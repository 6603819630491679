package org.parvis.server.store.engine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.Semaphore;
import org.parvis.server.store.Answer;
import org.parvis.server.store.Idempotency;
import org.parvis.server.store.RandomId;
import org.parvis.server.store.Store;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditRecord;
import org.parvis.server.store.ledger.Ledger;
import org.parvis.server.store.ledger.LedgerEntry;
import org.parvis.server.store.ledger.Posting;

/** A process that awards points as fast as it can, each twice with the same key, and prints what was acknowledged. */
final class CrashingWriter {
    private static final int IN_FLIGHT = 64;

    private CrashingWriter() {}

    public static void main(String[] args) throws Exception {
        Semaphore free = new Semaphore(IN_FLIGHT);
        try (Store store = Stores.open(StoreConfig.of("jdbc:sqlite:" + args[0]), new SimpleMeterRegistry())) {
            while (true) {
                free.acquire();
                String key = RandomId.next("k_");
                store.write(db -> award(db, key))
                        .thenCompose(first -> store.write(db -> award(db, key)))
                        .whenComplete((answer, problem) -> {
                            if (problem == null) {
                                System.out.println(answer.body());
                            }
                            free.release();
                        });
            }
        }
    }

    private static Answer award(org.jdbi.v3.core.Handle db, String key) {
        return Idempotency.once(db, "award", key, "hash", () -> {
            LedgerEntry gain = new LedgerEntry("person:a", "points", 1);
            Ledger.post(db, Posting.transfer("award", "p_admin", key, "system:awards", gain));
            AuditLog.append(db, new AuditRecord("p_admin", "points.awarded", "person:a", key, ""));
            return new Answer(201, key);
        });
    }
}
