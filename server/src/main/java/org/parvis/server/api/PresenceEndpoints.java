package org.parvis.server.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.parvis.server.endpoint.ApiCall;
import org.parvis.server.endpoint.ApiFault;
import org.parvis.server.endpoint.Endpoints;
import org.parvis.server.endpoint.Json;
import org.parvis.server.endpoint.Routes;
import org.parvis.server.endpoint.StaffInput;
import org.parvis.server.http.HttpCall;
import org.parvis.server.http.HttpReply;
import org.parvis.server.identity.Grant;
import org.parvis.server.identity.Presence;
import org.parvis.server.identity.Presence.Visitor;
import org.parvis.server.identity.Scope;
import org.parvis.server.identity.login.Bearer;
import org.parvis.server.identity.people.Person;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.identity.staff.AuditDetail;
import org.parvis.server.identity.staff.Deed;
import org.parvis.server.identity.staff.Permission;
import org.parvis.server.identity.staff.StaffGuard;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditRecord;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who an avatar is, and its removal, for staff of the venue it is in; also of guests without an identity. Both are
 * audited. An avatar of another venue is none to them.
 */
final class PresenceEndpoints {
    private final IdentityRoom identity;
    private final Endpoints endpoints;
    private final Presence presence;

    PresenceEndpoints(IdentityRoom identity, Endpoints endpoints, Presence presence) {
        this.identity = identity;
        this.endpoints = endpoints;
        this.presence = presence;
    }

    void addTo(Routes routes) {
        routes.get("/v1/staff/instances/{instance}/avatars/{avatar}", endpoints.writing(this::tell))
                .post("/v1/staff/instances/{instance}/avatars/{avatar}:remove", this::remove);
    }

    private Optional<Visitor> visitor(HttpCall http) {
        try {
            return presence.find(http.variable("instance"), Integer.parseUnsignedInt(http.variable("avatar")));
        } catch (NumberFormatException noAvatar) {
            return Optional.empty();
        }
    }

    /** Those who may not act in the venue hear the same as of an avatar that is not there. */
    private static Visitor demanded(Handle db, Bearer bearer, Optional<Visitor> found) {
        List<Grant> own = StaffGuard.demandSomewhere(db, bearer.personId(), Permission.IDENTIFY_AVATARS);
        return found.filter(visitor ->
                        StaffGuard.allows(db, own, Permission.IDENTIFY_AVATARS, Scope.venue(visitor.venueId())))
                .orElseThrow(() -> StaffEndpoints.notFound("avatar"));
    }

    private HttpReply tell(Handle db, ApiCall call, Bearer bearer) {
        Visitor visitor = demanded(db, bearer, visitor(call.http()));
        note(db, "avatar.identified", visitor, StaffInput.deed(call, bearer));
        ObjectNode json = Json.object();
        json.put("venueId", visitor.venueId());
        json.put("instanceId", visitor.instanceId());
        json.put("avatar", visitor.avatar());
        json.put("name", visitor.name());
        json.set("roles", Json.of(visitor.roles()));
        Optional<Person> person = visitor.personId().isEmpty()
                ? Optional.empty()
                : identity.people().find(db, visitor.personId());
        person.ifPresent(known -> json.set("person", Views.personForStaff(known, true)));
        return Json.ok(json);
    }

    /** The avatar goes once the removal is in the audit log; a repeated request removes nobody who came since. */
    private CompletionStage<HttpReply> remove(HttpCall http) {
        Optional<Visitor> found = visitor(http);
        AtomicBoolean noted = new AtomicBoolean();
        return endpoints
                .writing((db, call, bearer) -> {
                    Visitor visitor = demanded(db, bearer, found);
                    Deed deed = StaffInput.deed(call, bearer);
                    if (deed.reason().isEmpty()) {
                        throw ApiFault.unfit("A removal needs a reason.");
                    }
                    if (!visitor.personId().isEmpty()) {
                        StaffGuard.demandAbove(db, bearer.personId(), visitor.personId());
                    }
                    note(db, "avatar.removed", visitor, deed);
                    noted.set(true);
                    return Json.nothing();
                })
                .answer(http)
                .thenApply(reply -> {
                    if (noted.get() && reply.status().code() < 300) {
                        found.ifPresent(presence::remove);
                    }
                    return reply;
                });
    }

    private static void note(Handle db, String action, Visitor visitor, Deed deed) {
        String target =
                visitor.personId().isEmpty() ? "session:" + visitor.sessionId() : "person:" + visitor.personId();
        String detail =
                AuditDetail.of("venue", visitor.venueId(), "avatar", visitor.instanceId() + "/" + visitor.avatar());
        AuditLog.append(db, new AuditRecord(deed.actor(), action, target, deed.reason(), detail));
    }
}
