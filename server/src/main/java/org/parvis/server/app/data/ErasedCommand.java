package org.parvis.server.app.data;

import java.util.List;
import java.util.concurrent.Callable;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.identity.privacy.Erasures;
import org.parvis.server.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code data erased}: lists who had themselves erased, or erases them again. */
@Command(
        name = "erased",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the ids of people who had everything about them erased. With ids: erases those again,",
            "after another tool than data restore has put an older database in place."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:listed, or erased again", " 2:something to mend first"})
final class ErasedCommand implements Callable<Integer> {
    @Mixin
    private final DatabaseOptions options = new DatabaseOptions();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "whom to erase again")
    private List<String> ids = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        return DataTask.run(spec, out -> {
            try (Store store = DataTask.open(options.read().store())) {
                if (ids.isEmpty()) {
                    store.read(Erasures::all).join().forEach(out::println);
                } else {
                    out.println(again(store, ids) + " erased again");
                }
                out.flush();
                return DataTask.OK;
            }
        });
    }

    /** Erases those who are back; tells how many were. */
    static long again(Store store, List<String> ids) {
        return store.write(
                        db -> ids.stream().filter(id -> Erasures.again(db, id)).count())
                .join();
    }
}
