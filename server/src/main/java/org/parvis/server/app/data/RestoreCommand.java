package org.parvis.server.app.data;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.store.engine.Backups;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Parameters(paramLabel = "FILE", description = "Made by data backup.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        return DataTask.run(spec, out -> {
            Path aside = Backups.restore(options.read().store(), file.toAbsolutePath());
            out.println("restored from " + file + "; what was there before is in " + aside);
            out.println("Logins and revocations are those of the backup: end sessions again that were ended since.");
            out.flush();
            return DataTask.OK;
        });
    }
}
