package org.parvis.server.app.admin;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.identity.staff.Grants;
import org.parvis.server.identity.staff.StaffGrant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code admin list}: prints who has which role where. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Prints all staff roles, one a line.")
final class ListCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    @Mixin
    private final DatabaseOptions options = new DatabaseOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        return AdminTask.run(spec, options, db -> {
            List<StaffGrant> grants = Grants.page(db, "", MOST);
            return grants.isEmpty()
                    ? "nobody has a role; see admin bootstrap"
                    : grants.stream().map(ListCommand::line).collect(Collectors.joining(System.lineSeparator()));
        });
    }

    static String line(StaffGrant grant) {
        return grant.id() + "  " + grant.personId() + "  "
                + grant.grant().role().text() + "  "
                + grant.grant().scope() + "  since " + Instant.ofEpochMilli(grant.createdMs()) + " by "
                + grant.grantedBy();
    }
}
