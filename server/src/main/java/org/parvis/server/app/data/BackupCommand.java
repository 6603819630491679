package org.parvis.server.app.data;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.store.engine.Backups;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code data backup}: writes a copy, also while the server runs. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Writes a whole, consistent copy of the embedded database; the server may be running.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:written", " 2:something to mend first; nothing was written"})
final class BackupCommand implements Callable<Integer> {
    private static final double MIB = 1 << 20;

    @Mixin
    private final DatabaseOptions options = new DatabaseOptions();

    @Parameters(paramLabel = "FILE", description = "Where to; must not exist yet.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        return DataTask.run(spec, out -> {
            long bytes = Backups.write(options.read().store(), file.toAbsolutePath());
            out.println(String.format(Locale.ROOT, "%s: %.1f MiB, checked", file, bytes / MIB));
            out.flush();
            return DataTask.OK;
        });
    }
}
