package org.parvis.server.api;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.parvis.server.endpoint.ApiCall;
import org.parvis.server.endpoint.ApiFault;
import org.parvis.server.endpoint.Endpoints;
import org.parvis.server.endpoint.Json;
import org.parvis.server.endpoint.Routes;
import org.parvis.server.endpoint.StaffInput;
import org.parvis.server.http.HttpReply;
import org.parvis.server.identity.Scope;
import org.parvis.server.identity.login.Bearer;
import org.parvis.server.identity.staff.Deed;
import org.parvis.server.identity.staff.Permission;
import org.parvis.server.identity.staff.StaffGuard;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditRecord;
import org.parvis.server.store.outbox.DeadLetter;
import org.parvis.server.store.outbox.Outbox;
import org.parvis.server.store.webhook.WebhookEndpoint;
import org.parvis.server.store.webhook.WebhookSecret;
import org.parvis.server.store.webhook.Webhooks;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where messages go, and those that could not be delivered. For admins of the server; every change is audited. */
final class WebhookEndpoints {
    private final Endpoints endpoints;
    private final Webhooks webhooks;

    WebhookEndpoints(Endpoints endpoints, Webhooks webhooks) {
        this.endpoints = endpoints;
        this.webhooks = webhooks;
    }

    void addTo(Routes routes) {
        routes.get("/v1/staff/webhooks", endpoints.reading(this::list))
                .post("/v1/staff/webhooks", endpoints.writing(this::create))
                .delete("/v1/staff/webhooks/{id}", endpoints.writing(this::delete))
                .post("/v1/staff/webhooks/{id}:rotate", endpoints.writing(this::rotate))
                .post("/v1/staff/webhooks/{id}:enable", endpoints.writing(this::enable))
                .get("/v1/staff/outbox/dead", endpoints.reading(this::dead))
                .post("/v1/staff/outbox/dead:retry", endpoints.writing(this::retry));
    }

    private static void demand(Handle db, Bearer bearer) {
        StaffGuard.demand(db, bearer.personId(), Permission.MANAGE_WEBHOOKS, Scope.SERVER);
    }

    private HttpReply list(Handle db, ApiCall call, Bearer bearer) {
        demand(db, bearer);
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("webhooks");
        webhooks.list(db).forEach(endpoint -> list.add(view(endpoint)));
        return Json.ok(json);
    }

    private HttpReply create(Handle db, ApiCall call, Bearer bearer) {
        demand(db, bearer);
        String types = String.join(",", call.optionalTexts("types").orElse(List.of("*")));
        Webhooks.Created created;
        try {
            created = webhooks.create(db, call.text("url"), types);
        } catch (IllegalArgumentException unfit) {
            throw ApiFault.unfit("A webhook cannot be made: " + unfit.getMessage() + ".");
        }
        note(db, "webhook.created", created.endpoint().target(), StaffInput.deed(call, bearer));
        return Json.created(
                view(created.endpoint()).put("secret", created.secret().text()));
    }

    private HttpReply delete(Handle db, ApiCall call, Bearer bearer) {
        demand(db, bearer);
        WebhookEndpoint endpoint = find(db, call);
        webhooks.delete(db, endpoint.id());
        note(db, "webhook.deleted", endpoint.target(), StaffInput.deed(call, bearer));
        return Json.nothing();
    }

    private HttpReply rotate(Handle db, ApiCall call, Bearer bearer) {
        demand(db, bearer);
        WebhookEndpoint endpoint = find(db, call);
        WebhookSecret secret = webhooks.rotate(db, endpoint.id()).orElseThrow(() -> StaffEndpoints.notFound("webhook"));
        note(db, "webhook.rotated", endpoint.target(), StaffInput.deed(call, bearer));
        return Json.ok(Json.object().put("secret", secret.text()));
    }

    private HttpReply enable(Handle db, ApiCall call, Bearer bearer) {
        demand(db, bearer);
        WebhookEndpoint endpoint = find(db, call);
        webhooks.enable(db, endpoint.id());
        note(db, "webhook.enabled", endpoint.target(), StaffInput.deed(call, bearer));
        return Json.ok(view(find(db, call)));
    }

    private WebhookEndpoint find(Handle db, ApiCall call) {
        return webhooks.find(db, call.http().variable("id")).orElseThrow(() -> StaffEndpoints.notFound("webhook"));
    }

    private HttpReply dead(Handle db, ApiCall call, Bearer bearer) {
        demand(db, bearer);
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("deadLetters");
        Outbox.dead(db, call.limit()).forEach(letter -> list.add(view(letter)));
        return Json.ok(json);
    }

    private HttpReply retry(Handle db, ApiCall call, Bearer bearer) {
        demand(db, bearer);
        String messageId = call.text("messageId");
        if (!Outbox.retry(db, messageId, call.text("target"))) {
            throw StaffEndpoints.notFound("dead letter");
        }
        note(db, "outbox.retried", "message:" + messageId, StaffInput.deed(call, bearer));
        return Json.nothing();
    }

    private static void note(Handle db, String action, String target, Deed deed) {
        AuditLog.append(db, new AuditRecord(deed.actor(), action, target, deed.reason(), ""));
    }

    private static ObjectNode view(WebhookEndpoint endpoint) {
        ObjectNode json = Json.object();
        json.put("id", endpoint.id());
        json.put("url", endpoint.url());
        json.set("types", Json.of(List.of(endpoint.types().split(",", -1))));
        json.put("createdAt", Json.time(endpoint.createdMs()));
        endpoint.failingSinceMs().ifPresent(sinceMs -> json.put("failingSince", Json.time(sinceMs)));
        endpoint.disabledMs().ifPresent(atMs -> {
            json.put("disabledAt", Json.time(atMs));
            json.put("disabledReason", endpoint.disabledReason());
        });
        return json;
    }

    private static ObjectNode view(DeadLetter letter) {
        ObjectNode json = Json.object();
        json.put("messageId", letter.messageId());
        json.put("type", letter.type());
        json.put("target", letter.target());
        json.put("attempts", letter.attempts());
        json.put("lastError", letter.lastError());
        json.put("deadAt", Json.time(letter.deadMs()));
        return json;
    }
}
