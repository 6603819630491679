package org.parvis.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.parvis.server.crash.CrashIT.Crowd;
import org.parvis.server.store.Store;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditProof;
import org.parvis.server.store.engine.StoreConfig;
import org.parvis.server.store.engine.Stores;
import org.parvis.server.store.ledger.Ledger;

/**
 * What the database holds, beside what clients were told.
 *
 * @param postings how often each reason was posted to the ledger
 * @param audited how often each reason stands in the audit log as an award
 * @param announced messages of awards in the outbox
 * @param people how many persons there are
 * @param unbalanced postings that do not sum to zero
 * @param proof of the audit log's chain
 * @param records what clients were told
 */
record Verdict(
        Map<String, Integer> postings,
        Map<String, Integer> audited,
        long announced,
        long people,
        List<String> unbalanced,
        AuditProof proof,
        Records records) {

    /** Asks the running server, as each of its people, for what they were told. */
    static void byApi(Crowd crowd, Records records) throws InterruptedException {
        for (Guest guest : crowd.guests()) {
            Login login = guest.person().login();
            Reply me = crowd.api().get("/v1/me", login.accessToken()).orElseThrow();
            assertThat(me.body().path("settings").path("change").asLong(-1))
                    .as("last change of %s", login.personId())
                    .isEqualTo(records.people().get(login.personId()));
            Reply points = crowd.api().get("/v1/me/points", login.accessToken()).orElseThrow();
            assertThat(points.body().path("points").asLong(-1))
                    .as("points of %s", login.personId())
                    .isEqualTo(records.pointsOf(login.personId()));
        }
    }

    static Verdict byDatabase(StoreConfig database, Records records) throws Exception {
        try (Store store = Stores.open(database, new SimpleMeterRegistry())) {
            return store.read(db -> new Verdict(
                            counted(db.createQuery("SELECT reason FROM ledger_posting")
                                    .mapTo(String.class)
                                    .list()),
                            counted(db.createQuery("SELECT reason FROM audit WHERE action = 'points.awarded'")
                                    .mapTo(String.class)
                                    .list()),
                            db.createQuery("SELECT count(*) FROM outbox WHERE type = 'points.awarded'")
                                    .mapTo(Long.class)
                                    .one(),
                            db.createQuery("SELECT count(*) FROM person")
                                    .mapTo(Long.class)
                                    .one(),
                            Ledger.unbalanced(db),
                            AuditLog.verify(db),
                            records))
                    .join();
        }
    }

    private static Map<String, Integer> counted(List<String> reasons) {
        Map<String, Integer> counts = new TreeMap<>();
        reasons.forEach(reason -> counts.merge(reason, 1, Integer::sum));
        return counts;
    }

    /** Acknowledged awards and people that are not there. */
    long lost() {
        return records.awards().keySet().stream()
                        .filter(reason -> !postings.containsKey(reason) || !audited.containsKey(reason))
                        .count()
                + Math.max(0, records.people().size() - people);
    }

    /** Awards and people that are there more than once, or that nobody was told of. */
    long doubled() {
        return postings.entrySet().stream()
                        .filter(posting -> posting.getValue() != 1
                                || !records.awards().containsKey(posting.getKey())
                                || audited.getOrDefault(posting.getKey(), 0) != 1)
                        .count()
                + Math.max(0, people - records.people().size());
    }

    void assertSound(CrashPlan plan) {
        assertThat(records.awards()).as("awards, %s", plan).isNotEmpty();
        assertThat(lost()).as("lost, %s", plan).isZero();
        assertThat(doubled()).as("doubled, %s", plan).isZero();
        assertThat(announced)
                .as("messages to others, %s", plan)
                .isEqualTo(records.awards().size());
        assertThat(unbalanced).as("unbalanced postings, %s", plan).isEmpty();
        assertThat(proof.isWhole()).as("audit chain %s, %s", proof, plan).isTrue();
    }
}
