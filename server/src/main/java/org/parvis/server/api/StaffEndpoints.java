package org.parvis.server.api;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.parvis.server.endpoint.ApiCall;
import org.parvis.server.endpoint.ApiFault;
import org.parvis.server.endpoint.Endpoints;
import org.parvis.server.endpoint.Failures;
import org.parvis.server.endpoint.Json;
import org.parvis.server.endpoint.Routes;
import org.parvis.server.endpoint.StaffInput;
import org.parvis.server.http.HttpCall;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.HttpReply;
import org.parvis.server.identity.Grant;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.Revocation;
import org.parvis.server.identity.Scope;
import org.parvis.server.identity.limit.Allowance;
import org.parvis.server.identity.login.Bearer;
import org.parvis.server.identity.people.Person;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.identity.staff.Acquaintance;
import org.parvis.server.identity.staff.AuditDetail;
import org.parvis.server.identity.staff.Bootstrap;
import org.parvis.server.identity.staff.Deed;
import org.parvis.server.identity.staff.Grants;
import org.parvis.server.identity.staff.Organisations;
import org.parvis.server.identity.staff.Permission;
import org.parvis.server.identity.staff.StaffGrant;
import org.parvis.server.identity.staff.StaffGuard;
import org.parvis.server.store.audit.AuditEntry;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditRecord;
import tools.jackson.databind.node.ObjectNode;

/** Roles, the first admin, people as staff see them, and the audit log. */
final class StaffEndpoints {
    private final IdentityRoom identity;
    private final Endpoints endpoints;
    private final Predicate<String> hosted;

    StaffEndpoints(IdentityRoom identity, Endpoints endpoints, Predicate<String> hosted) {
        this.identity = identity;
        this.hosted = hosted;
        this.endpoints = endpoints;
    }

    void addTo(Routes routes) {
        HttpEndpoint bootstrap = endpoints.revoking(this::bootstrap);
        routes.post("/v1/bootstrap", http -> guardedBootstrap(http, bootstrap))
                .get("/v1/staff/roles", endpoints.reading(this::listRoles))
                .post("/v1/staff/roles", endpoints.revoking(this::giveRole))
                .delete("/v1/staff/roles/{id}", endpoints.revoking(this::takeRole))
                .get("/v1/staff/people", endpoints.reading(this::findPeople))
                .post("/v1/staff/people/{id}:revoke", endpoints.revoking(this::revoke))
                .get("/v1/staff/audit", endpoints.reading(this::audit));
    }

    private CompletionStage<HttpReply> guardedBootstrap(HttpCall http, HttpEndpoint endpoint) {
        Allowance allowance = identity.loginGuard().ask(http.remoteAddress(), "");
        if (!allowance.granted()) {
            return HttpEndpoint.now(call -> Failures.tooMany(allowance).reply()).answer(http);
        }
        return endpoint.answer(http).thenApply(reply -> {
            if (reply.status().equals(HttpResponseStatus.FORBIDDEN)) {
                identity.loginGuard().failed(http.remoteAddress(), "");
            }
            return reply;
        });
    }

    private HttpReply bootstrap(Handle db, ApiCall call, Bearer bearer) {
        StaffGrant grant = Bootstrap.redeem(db, bearer.personId(), call.text("token"));
        return Json.created(Views.role(grant));
    }

    private HttpReply listRoles(Handle db, ApiCall call, Bearer bearer) {
        List<Grant> own = StaffGuard.demandSomewhere(db, bearer.personId(), Permission.MANAGE_ROLES);
        List<StaffGrant> found = Grants.page(db, call.cursor(), call.limit() + 1);
        return Json.ok(Views.page(
                "roles",
                found,
                call.limit(),
                grant -> StaffGuard.allows(
                                db, own, Permission.MANAGE_ROLES, grant.grant().scope())
                        ? Views.role(grant)
                        : Json.object(),
                StaffGrant::id));
    }

    private HttpReply giveRole(Handle db, ApiCall call, Bearer bearer) {
        Grant wanted = new Grant(StaffInput.role(call), StaffInput.scope(call));
        StaffGuard.demand(db, bearer.personId(), Permission.MANAGE_ROLES, wanted.scope());
        refuseUnknown(db, wanted.scope());
        Person person = identity.people().get(db, call.text("personId"));
        Deed deed = StaffInput.deed(call, bearer);
        return Json.created(Views.role(Grants.give(db, person.id(), wanted, deed)));
    }

    /** A role for nowhere is a slip of the pen, and would hold as soon as a venue of that name is opened. */
    private void refuseUnknown(Handle db, Scope scope) {
        boolean known = switch (scope.kind()) {
            case SERVER -> true;
            case ORGANISATION -> !Organisations.venues(db, scope.id()).isEmpty();
            case VENUE -> hosted.test(scope.id());
        };
        if (!known) {
            throw ApiFault.unfit(
                    scope.kind() == Scope.Kind.VENUE
                            ? "No venue with this id is hosted here."
                            : "No venue belongs to an organisation with this id.");
        }
    }

    private HttpReply takeRole(Handle db, ApiCall call, Bearer bearer) {
        StaffGuard.demandSomewhere(db, bearer.personId(), Permission.MANAGE_ROLES);
        StaffGrant grant = Grants.find(db, call.http().variable("id")).orElseThrow(() -> notFound("role"));
        StaffGuard.demand(
                db, bearer.personId(), Permission.MANAGE_ROLES, grant.grant().scope());
        Grants.take(db, grant, StaffInput.deed(call, bearer));
        return Json.nothing();
    }

    private HttpReply findPeople(Handle db, ApiCall call, Bearer bearer) {
        List<Grant> own = StaffGuard.demandSomewhere(db, bearer.personId(), Permission.FIND_PEOPLE);
        Acquaintance known = Acquaintance.of(db, own, Permission.FIND_PEOPLE);
        Acquaintance protectedOnes = Acquaintance.of(db, own, Permission.SEE_AGE);
        String start = call.http().path().parameter("query").orElse("");
        List<Person> found = identity.people().search(db, start, call.cursor(), call.limit() + 1, known);
        return Json.ok(Views.page(
                "people",
                found,
                call.limit(),
                person -> Views.personForStaff(person, protectedOnes.includes(db, person.id())),
                Person::id));
    }

    private HttpReply revoke(Handle db, ApiCall call, Bearer bearer) {
        StaffGuard.demand(db, bearer.personId(), Permission.REVOKE_LOGINS, Scope.SERVER);
        Person person = identity.people().get(db, call.http().variable("id"));
        StaffGuard.demandAbove(db, bearer.personId(), person.id());
        Deed deed = StaffInput.deed(call, bearer);
        int ended = identity.logins().endAll(db, person.id(), Revocation.Cause.REVOKED);
        AuditLog.append(
                db,
                new AuditRecord(
                        deed.actor(),
                        "logins.revoked",
                        "person:" + person.id(),
                        deed.reason(),
                        AuditDetail.of("ended", ended)));
        return Json.ok(Json.object().put("ended", ended));
    }

    private HttpReply audit(Handle db, ApiCall call, Bearer bearer) {
        StaffGuard.demand(db, bearer.personId(), Permission.READ_AUDIT, Scope.SERVER);
        long before = before(call);
        String target = call.http().path().parameter("target").orElse("");
        List<AuditEntry> found = target.isEmpty()
                ? AuditLog.page(db, before, call.limit() + 1)
                : AuditLog.about(db, target, before, call.limit() + 1);
        return Json.ok(
                Views.page("entries", found, call.limit(), StaffEndpoints::entry, entry -> Long.toString(entry.seq())));
    }

    private static long before(ApiCall call) {
        try {
            return call.cursor().isEmpty() ? Long.MAX_VALUE : Long.parseLong(call.cursor());
        } catch (NumberFormatException notOurs) {
            throw ApiFault.malformed("This is no cursor of this list.");
        }
    }

    private static ObjectNode entry(AuditEntry entry) {
        ObjectNode json = Json.object();
        json.put("seq", entry.seq());
        json.put("at", Json.time(entry.atMs()));
        json.put("actor", entry.said().actor());
        json.put("action", entry.said().action());
        json.put("target", entry.said().target());
        json.put("reason", entry.said().reason());
        json.put("detail", entry.said().detail());
        json.put("hash", entry.hash());
        return json;
    }

    static IdentityException notFound(String what) {
        return new IdentityException(IdentityException.Kind.NOT_FOUND, "There is no such " + what + ".");
    }
}
