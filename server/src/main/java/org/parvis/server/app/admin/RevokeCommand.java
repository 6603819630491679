package org.parvis.server.app.admin;

import java.util.concurrent.Callable;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.staff.Deed;
import org.parvis.server.identity.staff.Grants;
import org.parvis.server.identity.staff.StaffGrant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code admin revoke}: takes a role. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = "Takes a role, as listed by: admin list. A running server acts on it within two seconds.")
final class RevokeCommand implements Callable<Integer> {
    @Mixin
    private final DatabaseOptions options = new DatabaseOptions();

    @Parameters(paramLabel = "ID", description = "Id of the role, r_…")
    private String id = "";

    @Option(names = "--reason", paramLabel = "<text>", description = "for the audit log")
    private String reason = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        return AdminTask.run(spec, options, db -> {
            StaffGrant grant = Grants.find(db, id)
                    .orElseThrow(() -> new IdentityException(
                            IdentityException.Kind.NOT_FOUND, "There is no such role; see admin list."));
            Grants.take(db, grant, new Deed(Deed.OPERATOR, reason));
            return "taken: " + ListCommand.line(grant);
        });
    }
}
