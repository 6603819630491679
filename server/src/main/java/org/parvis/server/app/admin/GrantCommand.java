package org.parvis.server.app.admin;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.identity.Grant;
import org.parvis.server.identity.Scope;
import org.parvis.server.identity.StaffRole;
import org.parvis.server.identity.people.People;
import org.parvis.server.identity.staff.Deed;
import org.parvis.server.identity.staff.Grants;
import org.parvis.server.store.SteadyClock;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code admin grant}: gives a role. */
@Command(
        name = "grant",
        mixinStandardHelpOptions = true,
        description = "Gives a person a role, on the whole server unless a venue or an organisation is named.")
final class GrantCommand implements Callable<Integer> {
    @Mixin
    private final DatabaseOptions options = new DatabaseOptions();

    @Parameters(index = "0", paramLabel = "PERSON", description = "Id of the person, p_…")
    private String personId = "";

    @Parameters(index = "1", paramLabel = "ROLE", description = "organiser, moderator or admin")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private StaffRole role;

    @ArgGroup
    private @Nullable Where where;

    @Option(names = "--reason", paramLabel = "<text>", description = "for the audit log")
    private String reason = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** One of two, or neither. */
    static final class Where {
        @Option(names = "--venue", paramLabel = "<id>", description = "in this venue only")
        private String venue = "";

        @Option(names = "--organisation", paramLabel = "<id>", description = "in this organisation's venues only")
        private String organisation = "";

        private Scope scope() {
            return venue.isEmpty() ? new Scope(Scope.Kind.ORGANISATION, organisation) : Scope.venue(venue);
        }
    }

    @Override
    public Integer call() {
        Grant grant = new Grant(role, where == null ? Scope.SERVER : where.scope());
        return AdminTask.run(spec, options, db -> {
            new People(SteadyClock.system()).get(db, personId);
            return ListCommand.line(Grants.give(db, personId, grant, new Deed(Deed.OPERATOR, reason)));
        });
    }
}
