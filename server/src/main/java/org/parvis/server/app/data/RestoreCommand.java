package org.parvis.server.app.data;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.identity.privacy.Erasures;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreOpenException;
import org.parvis.server.store.engine.Backups;
import org.parvis.server.store.engine.StoreConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code data restore}: puts a copy in the place of the database. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Puts a backup in the place of the embedded database; the server must be stopped.",
            "The replaced database stays beside it. Older backups are brought forward to this version."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:restored", " 2:something to mend first; the database is as it was"})
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private final DatabaseOptions options = new DatabaseOptions();

    @Option(names = "--accept-loss", description = "restore also what is known not to be all that was acknowledged")
    private boolean acceptLoss;

    @Parameters(
            paramLabel = "FILE",
            description = "Made by data backup; or parvis.db as it was copied with what lies beside it, or its folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        return DataTask.run(spec, out -> {
            StoreConfig database = options.read().store();
            Optional<Path> aside = Backups.restore(database, file.toAbsolutePath(), acceptLoss);
            out.println("restored from " + file
                    + aside.map(kept -> "; what was there before is in " + kept).orElse("; nothing was there before"));
            if (aside.isPresent()) {
                eraseAgain(database, aside.get(), out);
            }
            out.println("Logins and revocations are those of the backup: end sessions again that were ended since.");
            out.flush();
            return DataTask.OK;
        });
    }

    /** Who had themselves erased since the backup was made must not come back with it. */
    private static void eraseAgain(StoreConfig database, Path aside, PrintWriter out) throws StoreOpenException {
        List<String> erased;
        try (Store before = DataTask.open(database.withFile(aside))) {
            erased = before.read(Erasures::all).join();
        } catch (StoreOpenException | CompletionException unreadable) {
            out.println("Whoever had themselves erased since the backup is back, as " + aside
                    + " cannot be read for their names: " + unreadable.getMessage());
            return;
        }
        try (Store restored = DataTask.open(database)) {
            out.println(ErasedCommand.again(restored, erased) + " people erased again who had been since the backup");
        }
    }
}
