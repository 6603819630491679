package org.parvis.server.app.admin;

import java.util.concurrent.Callable;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.identity.staff.Bootstrap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code admin bootstrap}: prints a new one-time token. */
@Command(
        name = "bootstrap",
        mixinStandardHelpOptions = true,
        description = "Prints a token that makes whoever sends it to /v1/bootstrap admin; good once and for a week. "
                + "Earlier tokens end.")
final class BootstrapCommand implements Callable<Integer> {
    @Mixin
    private final DatabaseOptions options = new DatabaseOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        return AdminTask.run(spec, options, Bootstrap::renew);
    }
}
