package org.parvis.server.api;

import io.netty.handler.codec.http.HttpResponseStatus;
import org.jdbi.v3.core.Handle;
import org.parvis.server.endpoint.ApiCall;
import org.parvis.server.endpoint.Endpoints;
import org.parvis.server.endpoint.Failures;
import org.parvis.server.endpoint.Json;
import org.parvis.server.endpoint.Routes;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.Problem;
import org.parvis.server.identity.Revocation;
import org.parvis.server.identity.admission.TicketDesk;
import org.parvis.server.identity.limit.Allowance;
import org.parvis.server.identity.limit.Buckets;
import org.parvis.server.identity.login.Bearer;
import org.parvis.server.identity.people.Person;
import org.parvis.server.identity.room.IdentityRoom;
import tools.jackson.databind.node.ObjectNode;

/** What people do about themselves. */
final class MeEndpoints {
    private final IdentityRoom identity;
    private final Endpoints endpoints;
    private final Buckets tickets;

    MeEndpoints(IdentityRoom identity, Endpoints endpoints, Buckets tickets) {
        this.identity = identity;
        this.endpoints = endpoints;
        this.tickets = tickets;
    }

    void addTo(Routes routes) {
        routes.get(
                        "/v1/me",
                        endpoints.reading(
                                (db, call, bearer) -> shown(identity.people().get(db, bearer.personId()))))
                .patch("/v1/me", endpoints.writing(this::change))
                .delete("/v1/me", endpoints.revoking(this::erase))
                .get("/v1/me/export", endpoints.reading(this::export))
                .post("/v1/me:logout", endpoints.revoking(this::logout))
                .post("/v1/me/join-tickets", endpoints.reading(this::ticket));
    }

    private static HttpReply shown(Person person) {
        return Json.ok(Views.person(person)).withHeader("etag", etag(person));
    }

    private static String etag(Person person) {
        return '"' + Long.toString(person.version()) + '"';
    }

    private HttpReply change(Handle db, ApiCall call, Bearer bearer) {
        Person person = identity.people().get(db, bearer.personId());
        String wanted = call.http().header("if-match").orElse("*").strip();
        if (!wanted.equals("*") && !wanted.equals(etag(person))) {
            return Problem.of(
                    HttpResponseStatus.PRECONDITION_FAILED,
                    "changed-meanwhile",
                    "This was changed elsewhere; read it again and repeat your change.");
        }
        return shown(identity.people().change(db, person, ProfileInput.changed(call, person.profile())));
    }

    private HttpReply erase(Handle db, ApiCall call, Bearer bearer) {
        identity.records().erase(db, bearer.personId());
        return Json.nothing();
    }

    private HttpReply export(Handle db, ApiCall call, Bearer bearer) {
        Person person = identity.people().get(db, bearer.personId());
        ObjectNode all = Json.object();
        all.set("person", Views.person(person).put("seenAt", Json.time(person.seenMs())));
        identity.records().export(db, person.id()).forEach((section, rows) -> all.set(section, Json.of(rows)));
        return Json.ok(all).withHeader("content-disposition", "attachment; filename=\"parvis-export.json\"");
    }

    private HttpReply logout(Handle db, ApiCall call, Bearer bearer) {
        identity.logins().end(db, bearer.familyId(), Revocation.Cause.LOGGED_OUT);
        return Json.nothing();
    }

    private HttpReply ticket(Handle db, ApiCall call, Bearer bearer) {
        Allowance allowance = tickets.take(bearer.personId());
        if (!allowance.granted()) {
            throw Failures.tooMany(allowance);
        }
        ObjectNode json = Json.object();
        json.put("ticket", identity.tickets().issue(db, bearer));
        json.put("expiresInS", TicketDesk.LIFETIME_MS / 1_000);
        return Failures.withLimits(Json.created(json), allowance);
    }
}
