package org.parvis.server.app.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code admin}: holds the subcommands and shows their help. */
@Command(
        name = "admin",
        mixinStandardHelpOptions = true,
        description = "Gives and takes staff roles. Whoever owns the database may; the server may be running.",
        subcommands = {
            BootstrapCommand.class,
            ListCommand.class,
            GrantCommand.class,
            RevokeCommand.class,
            AssignCommand.class,
            RotateKeysCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  admin bootstrap                              a new one-time token that makes its bearer admin",
            "  admin list",
            "  admin grant p_3nXb… moderator --venue plaza-mayor --reason \"Saturday team\"",
            "  admin revoke r_9dKq… --reason \"left the team\"",
            "  admin assign plaza-mayor ayuntamiento        puts a venue under an organisation",
            "  admin rotate-keys                            a new key for access tokens"
        })
public final class AdminCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return AdminTask.BAD_INPUT;
    }
}
