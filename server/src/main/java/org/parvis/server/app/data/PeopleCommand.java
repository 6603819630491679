package org.parvis.server.app.data;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.identity.privacy.PeopleOnFile;
import org.parvis.server.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code data people}: lists who is stored. */
@Command(
        name = "people",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the people who are stored: id, kind, first and last time here, name, with tabs between.",
            "For a report after a breach; the server may be running."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:listed", " 2:something to mend first"})
final class PeopleCommand implements Callable<Integer> {
    @Mixin
    private final DatabaseOptions options = new DatabaseOptions();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "1970-01-01T00:00:00Z",
            description = "only those who were here since, such as 2026-11-20T18:00:00Z")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private String since;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        long sinceMs = sinceMs();
        return DataTask.run(spec, out -> {
            try (Store store = DataTask.open(options.read().store())) {
                for (PeopleOnFile.Entry entry :
                        store.read(db -> PeopleOnFile.seenSince(db, sinceMs)).join()) {
                    out.println(String.join(
                            "\t",
                            entry.id(),
                            entry.kind(),
                            Instant.ofEpochMilli(entry.createdMs()).toString(),
                            Instant.ofEpochMilli(entry.seenMs()).toString(),
                            entry.name()));
                }
                out.flush();
                return DataTask.OK;
            }
        });
    }

    private long sinceMs() {
        try {
            return Instant.parse(since).toEpochMilli();
        } catch (DateTimeParseException odd) {
            throw new ParameterException(
                    spec.commandLine(), "--since is a time in UTC such as 2026-11-20T18:00:00Z, not " + since, odd);
        }
    }
}
