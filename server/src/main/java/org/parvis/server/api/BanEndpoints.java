package org.parvis.server.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.parvis.server.endpoint.ApiCall;
import org.parvis.server.endpoint.Endpoints;
import org.parvis.server.endpoint.Json;
import org.parvis.server.endpoint.Routes;
import org.parvis.server.endpoint.StaffInput;
import org.parvis.server.http.HttpReply;
import org.parvis.server.identity.Grant;
import org.parvis.server.identity.Scope;
import org.parvis.server.identity.login.Bearer;
import org.parvis.server.identity.people.Person;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.identity.staff.Ban;
import org.parvis.server.identity.staff.Bans;
import org.parvis.server.identity.staff.Permission;
import org.parvis.server.identity.staff.StaffGuard;

/** Bans, as the staff make, see and lift them. */
final class BanEndpoints {
    private final IdentityRoom identity;
    private final Endpoints endpoints;

    BanEndpoints(IdentityRoom identity, Endpoints endpoints) {
        this.identity = identity;
        this.endpoints = endpoints;
    }

    void addTo(Routes routes) {
        routes.get("/v1/staff/bans", endpoints.reading(this::list))
                .post("/v1/staff/bans", endpoints.revoking(this::impose))
                .delete("/v1/staff/bans/{id}", endpoints.revoking(this::lift));
    }

    private HttpReply list(Handle db, ApiCall call, Bearer bearer) {
        List<Grant> own = StaffGuard.demandSomewhere(db, bearer.personId(), Permission.MANAGE_BANS);
        List<Ban> found = identity.bans().page(db, call.cursor(), call.limit() + 1);
        return Json.ok(Views.page(
                "bans",
                found,
                call.limit(),
                ban -> StaffGuard.allows(db, own, Permission.MANAGE_BANS, ban.scope()) ? Views.ban(ban) : Json.object(),
                Ban::id));
    }

    private HttpReply impose(Handle db, ApiCall call, Bearer bearer) {
        Scope scope = StaffInput.scope(call);
        StaffGuard.demand(db, bearer.personId(), Permission.MANAGE_BANS, scope);
        Person person = identity.people().get(db, call.text("personId"));
        StaffGuard.demandAbove(db, bearer.personId(), person.id());
        Optional<Instant> until = call.optionalTime("until");
        Bans.Order order = new Bans.Order(
                person.id(),
                scope,
                until.isPresent() ? OptionalLong.of(until.get().toEpochMilli()) : OptionalLong.empty(),
                call.flag("withDevices", true));
        return Json.created(Views.ban(identity.bans().impose(db, order, StaffInput.deed(call, bearer))));
    }

    private HttpReply lift(Handle db, ApiCall call, Bearer bearer) {
        StaffGuard.demandSomewhere(db, bearer.personId(), Permission.MANAGE_BANS);
        Ban ban =
                identity.bans().find(db, call.http().variable("id")).orElseThrow(() -> StaffEndpoints.notFound("ban"));
        StaffGuard.demand(db, bearer.personId(), Permission.MANAGE_BANS, ban.scope());
        identity.bans().lift(db, ban, StaffInput.deed(call, bearer));
        return Json.nothing();
    }
}
