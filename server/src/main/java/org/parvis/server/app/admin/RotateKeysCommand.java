package org.parvis.server.app.admin;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.parvis.server.app.config.ConfigException;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.store.SteadyClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code admin rotate-keys}: makes a new key for tokens. */
@Command(
        name = "rotate-keys",
        mixinStandardHelpOptions = true,
        description = "Makes a new key for access tokens. A running server takes it up within seconds; tokens of the "
                + "key before stay good until they expire.")
final class RotateKeysCommand implements Callable<Integer> {
    @Mixin
    private final DatabaseOptions options = new DatabaseOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            String id = IdentityRoom.rotateKeys(options.read().dataDir(), SteadyClock.system());
            spec.commandLine().getOut().println("new key " + id);
            spec.commandLine().getOut().flush();
            return AdminTask.OK;
        } catch (ConfigException unusable) {
            unusable.faults().forEach(fault -> err.println("parvis: " + fault));
        } catch (IOException unusable) {
            err.println("parvis: " + unusable.getMessage());
        }
        return AdminTask.BAD_INPUT;
    }
}
