package org.parvis.server.app.admin;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.util.concurrent.CompletionException;
import org.parvis.server.app.config.ConfigException;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.store.Store;
import org.parvis.server.store.StoreOpenException;
import org.parvis.server.store.Work;
import org.parvis.server.store.engine.Stores;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands have in common: one transaction, and what is in its way told in lines that begin alike. */
final class AdminTask {
    /** Done. */
    static final int OK = 0;

    /** Something to mend first. */
    static final int BAD_INPUT = 2;

    private AdminTask() {}

    /** Something done to the database, that tells what to print. */
    static int run(CommandSpec spec, DatabaseOptions options, Work<String> work) {
        PrintWriter err = spec.commandLine().getErr();
        try (Store store = Stores.openBeside(options.read().store(), new SimpleMeterRegistry())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(store.write(work).join());
            out.flush();
            return OK;
        } catch (ConfigException unusable) {
            unusable.faults().forEach(fault -> err.println("parvis: " + fault));
        } catch (StoreOpenException inTheWay) {
            err.println("parvis: " + inTheWay.getMessage());
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause();
            err.println("parvis: " + (cause instanceof IdentityException refusal ? refusal.sentence() : cause));
        }
        return BAD_INPUT;
    }
}
