package org.parvis.server.app.admin;

import java.util.concurrent.Callable;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.identity.staff.Deed;
import org.parvis.server.identity.staff.Organisations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code admin assign}: puts a venue under an organisation. */
@Command(
        name = "assign",
        mixinStandardHelpOptions = true,
        description = "Puts a venue under an organisation, whose roles and bans hold in it from now on.")
final class AssignCommand implements Callable<Integer> {
    @Mixin
    private final DatabaseOptions options = new DatabaseOptions();

    @Parameters(index = "0", paramLabel = "VENUE", description = "Id of the venue.")
    private String venueId = "";

    @Parameters(index = "1", paramLabel = "ORGANISATION", description = "Any id of up to 64 characters.")
    private String organisationId = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        return AdminTask.run(spec, options, db -> {
            Organisations.assign(db, venueId, organisationId, new Deed(Deed.OPERATOR, ""));
            return venueId + " belongs to " + organisationId;
        });
    }
}
