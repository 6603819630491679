package org.parvis.server.app.data;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.store.Store;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditRecord;
import org.parvis.server.store.outbox.DeadLetter;
import org.parvis.server.store.outbox.Outbox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code data outbox}: lists what could not be delivered, and starts it over. */
@Command(
        name = "outbox",
        mixinStandardHelpOptions = true,
        description = "Lists messages that were given up; --retry starts them over. The server may be running.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:listed", " 2:something to mend first"})
final class OutboxCommand implements Callable<Integer> {
    private static final int MOST = 1_000;

    @Mixin
    private final DatabaseOptions options = new DatabaseOptions();

    @Option(names = "--retry", description = "try to deliver them again")
    private boolean retry;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        return DataTask.run(spec, out -> {
            try (Store store = DataTask.open(options.read().store())) {
                List<DeadLetter> dead = store.read(db -> Outbox.dead(db, MOST)).join();
                print(out, dead);
                if (retry && !dead.isEmpty()) {
                    startOver(store, dead);
                    out.println("started over: " + dead.size());
                }
                out.flush();
                return DataTask.OK;
            }
        });
    }

    private static void print(PrintWriter out, List<DeadLetter> dead) {
        for (DeadLetter letter : dead) {
            out.println(Instant.ofEpochMilli(letter.deadMs()) + " " + letter.messageId() + " " + letter.type() + " "
                    + letter.target() + " after " + letter.attempts() + " tries: " + letter.lastError());
        }
        out.println(dead.size() + " given up");
    }

    private static void startOver(Store store, List<DeadLetter> dead) {
        store.write(db -> {
                    dead.forEach(letter -> Outbox.retry(db, letter.messageId(), letter.target()));
                    String detail = "{\"letters\":" + dead.size() + "}";
                    return AuditLog.append(db, new AuditRecord("operator", "outbox.retried", "", "", detail));
                })
                .join();
    }
}
