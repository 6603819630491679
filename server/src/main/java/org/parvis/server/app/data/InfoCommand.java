package org.parvis.server.app.data;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.store.Store;
import org.parvis.server.store.engine.StoreConfig;
import org.parvis.server.store.engine.Stores;
import org.parvis.server.store.report.DatabaseReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code data info}: tells what is in the database and whether it is sound. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = "Prints schema, rows, and whether audit log and ledger are whole; the server may be running.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:all is sound",
            " 1:a page is damaged, or the audit log or the ledger was tampered with",
            " 2:something to mend first"
        })
final class InfoCommand implements Callable<Integer> {
    private static final int UNSOUND = 1;

    @Mixin
    private final DatabaseOptions options = new DatabaseOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        return DataTask.run(spec, out -> {
            StoreConfig config = DataTask.present(options.read().store());
            List<String> damage = Stores.damage(config);
            out.println("database     " + config.url());
            if (!damage.isEmpty()) {
                out.println("pages        DAMAGED: " + String.join("; ", damage));
                out.flush();
                return UNSOUND;
            }
            try (Store store = DataTask.open(config)) {
                DatabaseReport report = store.read(DatabaseReport::of).join();
                print(out, report);
                return report.isSound() ? DataTask.OK : UNSOUND;
            }
        });
    }

    private static void print(PrintWriter out, DatabaseReport report) {
        out.println("pages        whole");
        out.println("commits      " + report.commits());
        out.println("schema       " + report.schema());
        report.rows().forEach((table, rows) -> out.println("rows         " + table + " " + rows));
        out.println("audit log    " + report.audit().entries() + " entries, "
                + (report.audit().isWhole()
                        ? "whole, head " + report.audit().headHash()
                        : "BROKEN at entry " + report.audit().broken().orElseThrow()));
        out.println("ledger       "
                + (report.unbalanced().isEmpty() ? "balanced" : "OUT OF BALANCE: " + report.unbalanced()));
        out.println("outbox       " + report.waiting() + " waiting, " + report.dead() + " given up");
        out.flush();
    }
}
