package org.parvis.server.app.data;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.parvis.server.app.config.ConfigException;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreOpenException;
import org.parvis.server.store.engine.StoreConfig;
import org.parvis.server.store.engine.Stores;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands have in common: what goes wrong is told in lines that begin alike, and ends with a code. */
final class DataTask {
    /** Done. */
    static final int OK = 0;

    /** Something to mend first. */
    static final int BAD_INPUT = 2;

    /** Looking through a large database takes its time, and nobody else waits. */
    private static final long PATIENCE_MS = TimeUnit.MINUTES.toMillis(30);

    private DataTask() {}

    /** Something done with a database. */
    interface Task {
        int run(PrintWriter out) throws ConfigException, StoreOpenException;
    }

    static int run(CommandSpec spec, Task task) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            return task.run(spec.commandLine().getOut());
        } catch (ConfigException unusable) {
            unusable.faults().forEach(fault -> err.println("parvis: " + fault));
        } catch (StoreOpenException inTheWay) {
            err.println("parvis: " + inTheWay.getMessage());
        } catch (CompletionException failed) {
            err.println("parvis: the database did not answer: " + failed.getCause());
        }
        return BAD_INPUT;
    }

    /** Opens the database, which must be there, beside a server that may be running. */
    static Store open(StoreConfig config) throws StoreOpenException {
        present(config);
        return Stores.openBeside(config.withPatience(PATIENCE_MS), new SimpleMeterRegistry());
    }

    /** Refuses a database that is not there: a look at a wrong folder must not make one. */
    static StoreConfig present(StoreConfig config) throws StoreOpenException {
        if (!Stores.isThere(config)) {
            throw new StoreOpenException("there is no database " + config.url());
        }
        return config;
    }
}
