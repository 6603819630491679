package org.parvis.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server while guests change their settings and staff award points, and compares what clients were told with
 * what is there. For longer, and on PostgreSQL:
 *
 * <pre>
 * mvn -B -pl server -am verify -Dtest=NONE -Dit.test=CrashIT -Dsurefire.failIfNoSpecifiedTests=false
 *     -Dfailsafe.failIfNoSpecifiedTests=false -Dautobahn.phase=none -Dparvis.crash.rounds=200
 *     -Dparvis.crash.db=postgres
 * </pre>
 */
class CrashIT {
    private static final long PATIENCE_S = 60;
    private static final int ROUNDS_PER_LINE = 10;

    @TempDir
    Path folder = Path.of(".");

    @Test
    @Tag("A55")
    @Tag("A109")
    void whatWasAcknowledgedIsThereOnce() throws Exception {
        CrashPlan plan = CrashPlan.fromProperties();
        System.out.println(plan);
        Records records = new Records();
        long beganMs = System.currentTimeMillis();
        try (Database database = Database.of(plan, folder);
                Victim server = Victim.start(folder, database)) {
            Crowd crowd = Crowd.gather(plan, new Api(server.address(), records), records, server.bootstrapToken());
            Random random = new Random(plan.seed());
            for (int round = 0; round < plan.rounds(); round++) {
                server.dieAndComeBack(random, records::acknowledged);
                if (round % ROUNDS_PER_LINE == ROUNDS_PER_LINE - 1) {
                    System.out.printf("killed %d times, %d writes acknowledged%n", round + 1, records.acknowledged());
                }
            }
            server.awaitReady();
            crowd.finish();
            assertThat(records.faults()).as("what clients saw, %s", plan).isEmpty();
            Verdict.byApi(crowd, records);
            server.stop();
            Verdict verdict = Verdict.byDatabase(database.config(), records);
            System.out.printf(
                    "%s, %d times killed in %d s: %d writes acknowledged, %d requests unanswered and sent again,"
                            + " %d put off, %d answered ones sent again, %d logins continued; lost %d, doubled %d%n",
                    plan.database(),
                    plan.rounds(),
                    (System.currentTimeMillis() - beganMs) / 1_000,
                    records.acknowledged(),
                    records.unanswered.get(),
                    records.putOff.get(),
                    records.repeated.get(),
                    records.refreshed.get(),
                    verdict.lost(),
                    verdict.doubled());
            verdict.assertSound(plan);
            assertThat(records.unanswered.get()).as("kills that hit a request").isPositive();
        }
    }

    /** Everybody who writes. */
    static final class Crowd {
        private final List<Guest> guests = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();
        private final CountDownLatch stop = new CountDownLatch(1);
        private final Api api;

        private Crowd(Api api) {
            this.api = api;
        }

        /** Starts the guests, makes the first of them admin, then starts the staff. */
        static Crowd gather(CrashPlan plan, Api api, Records records, String bootstrapToken)
                throws InterruptedException {
            Crowd crowd = new Crowd(api);
            for (int i = 0; i < plan.guests(); i++) {
                Guest guest = new Guest(api, records, crowd.stop, "Guest " + i);
                crowd.guests.add(guest);
                crowd.start("guest-" + i, guest);
            }
            Guest.Person admin = crowd.guests.get(0).awaitPerson();
            Reply made = api.ask(
                            Ask.post("/v1/bootstrap", Api.object().put("token", bootstrapToken)),
                            admin.login().accessToken())
                    .orElseThrow();
            assertThat(made.isGood()).as("%s", made).isTrue();
            for (int i = 0; i < plan.staff(); i++) {
                crowd.start("staff-" + i, new Staff(api, records, crowd.stop, admin, plan.seed() + i));
            }
            return crowd;
        }

        private void start(String name, Worker worker) {
            Thread thread = new Thread(worker, name);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }

        /** Lets everybody bring to an end what they have begun. */
        void finish() throws InterruptedException {
            stop.countDown();
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_S));
                assertThat(thread.isAlive()).as("%s goes on", thread.getName()).isFalse();
            }
        }

        Api api() {
            return api;
        }

        List<Guest> guests() {
            return guests;
        }
    }
}
