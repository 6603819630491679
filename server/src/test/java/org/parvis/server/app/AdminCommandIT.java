package org.parvis.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.identity.AgeBand;
import org.parvis.server.identity.Look;
import org.parvis.server.identity.Revocation;
import org.parvis.server.identity.Revocation.Cause;
import org.parvis.server.identity.Revocation.Subject;
import org.parvis.server.identity.people.Person;
import org.parvis.server.identity.room.IdentityConfig;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.identity.staff.Bootstrap;
import org.parvis.server.store.Store;
import org.parvis.server.store.engine.StoreConfig;
import org.parvis.server.store.engine.Stores;
import org.parvis.server.testing.TestDatabase;
import picocli.CommandLine;

/** The command line of admins, on a database that a server is using. */
final class AdminCommandIT {
    private static final Person.Profile ANA = new Person.Profile("Ana", Look.PLAIN, List.of(), "{}", AgeBand.UNKNOWN);

    @TempDir
    private Path folder;

    private record Said(int exitCode, String out, String err) {}

    private Said admin(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine(Map.of());
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = command.execute(words);
        return new Said(exitCode, out.toString().strip(), err.toString().strip());
    }

    private Said admin(String verb, List<String> words) {
        List<String> all = new ArrayList<>(List.of("admin", verb));
        all.addAll(words);
        try {
            all.addAll(TestDatabase.flags(folder));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return admin(all.toArray(String[]::new));
    }

    @Test
    @Tag("A37")
    void roleTakenByTheCommandLineReachesTheRunningServerWithinTwoSeconds() throws Exception {
        StoreConfig database = TestDatabase.in(folder);
        List<Revocation> heard = new CopyOnWriteArrayList<>();
        try (Store store = Stores.open(database, new SimpleMeterRegistry());
                IdentityRoom room =
                        IdentityRoom.open(store, new IdentityConfig(folder, List.of()), database.clock(), List.of())) {
            room.revocations().subscribe(heard::add);
            String ana =
                    store.write(db -> room.people().addGuest(db, ANA)).join().id();

            Said granted = admin("grant", List.of(ana, "moderator", "--venue", "plaza-mayor", "--reason", "Saturdays"));
            assertThat(granted.exitCode()).as(granted.err()).isZero();
            String roleId = granted.out().split(" ", 2)[0];
            assertThat(admin("list", List.of()).out())
                    .contains(roleId, ana, "moderator", "venue:plaza-mayor", "by operator");
            heard.clear();
            assertThat(admin("revoke", List.of(roleId)).exitCode()).isZero();

            await().atMost(Duration.ofSeconds(2))
                    .untilAsserted(
                            () -> assertThat(heard).contains(new Revocation(Subject.PERSON, ana, Cause.ROLES_CHANGED)));
            assertThat(admin("list", List.of()).out()).startsWith("nobody has a role");
        }
    }

    @Test
    void newBootstrapTokenEndsTheOneBefore() throws Exception {
        StoreConfig database = TestDatabase.in(folder);
        String first = admin("bootstrap", List.of()).out();
        String second = admin("bootstrap", List.of()).out();
        try (Store store = Stores.open(database, new SimpleMeterRegistry());
                IdentityRoom room =
                        IdentityRoom.open(store, new IdentityConfig(folder, List.of()), database.clock(), List.of())) {
            String ana =
                    store.write(db -> room.people().addGuest(db, ANA)).join().id();

            assertThat(store.write(db -> Bootstrap.redeem(db, ana, first))).failsWithin(Duration.ofSeconds(5));
            assertThat(store.write(db -> Bootstrap.redeem(db, ana, second))).succeedsWithin(Duration.ofSeconds(5));
            assertThat(store.write(Bootstrap::first).join()).isEmpty();
        }
    }

    @Test
    void whatCannotBeIsToldInALine() {
        assertThat(admin("grant", List.of("p_nobody", "admin")))
                .isEqualTo(new Said(2, "", "parvis: There is no such person (any more)."));
        assertThat(admin("revoke", List.of("r_nothing")).exitCode()).isEqualTo(2);
        assertThat(admin("rotate-keys", List.of()).out()).startsWith("new key k_");
    }
}
