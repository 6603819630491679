package org.parvis.server.app.data;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code data}: holds the subcommands and shows their help. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Backs up, restores and checks what the server keeps.",
        subcommands = {
            BackupCommand.class,
            RestoreCommand.class,
            InfoCommand.class,
            OutboxCommand.class,
            PeopleCommand.class,
            ErasedCommand.class,
            EndLoginsCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  data backup --data-dir /var/lib/parvis /backup/parvis-monday.db",
            "  data restore --data-dir /var/lib/parvis /backup/parvis-monday.db",
            "  data info --data-dir /var/lib/parvis",
            "  data outbox --retry",
            "  data people --since 2026-11-20T18:00:00Z",
            "  data end-logins --reason \"stolen laptop\""
        })
public final class DataCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return DataTask.BAD_INPUT;
    }
}
