package org.parvis.server.feature.points;

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
import org.parvis.server.identity.people.Person;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.identity.staff.AuditDetail;
import org.parvis.server.identity.staff.Deed;
import org.parvis.server.identity.staff.Permission;
import org.parvis.server.identity.staff.StaffGuard;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditRecord;
import org.parvis.server.store.ledger.Ledger;
import org.parvis.server.store.ledger.LedgerEntry;
import org.parvis.server.store.ledger.Posting;
import org.parvis.server.store.outbox.Outbox;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Points: the staff give them, and everybody sees their own. An award, its audit record and the message about it are one
 * transaction.
 */
final class PointsEndpoints {
    private static final long MAX_POINTS = 1_000_000;
    private static final int SHOWN_MOVEMENTS = 100;

    private final IdentityRoom identity;
    private final Endpoints endpoints;

    PointsEndpoints(IdentityRoom identity, Endpoints endpoints) {
        this.identity = identity;
        this.endpoints = endpoints;
    }

    void addTo(Routes routes) {
        routes.get("/v1/me/points", endpoints.reading(PointsEndpoints::points))
                .post("/v1/staff/awards", endpoints.writing(Endpoints::demandKey, this::award));
    }

    private HttpReply award(Handle db, ApiCall call, Bearer bearer) {
        StaffGuard.demand(db, bearer.personId(), Permission.AWARD_POINTS, Scope.SERVER);
        long points = call.number("points");
        if (points < 1 || points > MAX_POINTS) {
            throw ApiFault.unfit("points is 1 to " + MAX_POINTS + ".");
        }
        Deed deed = StaffInput.deed(call, bearer);
        if (deed.reason().isEmpty()) {
            throw ApiFault.unfit("An award needs a reason.");
        }
        Person person = identity.people().get(db, call.text("personId"));
        String account = PointsAccounts.of(person.id());
        LedgerEntry gain = new LedgerEntry(account, PointsAccounts.CURRENCY, points);
        String id =
                Ledger.post(db, Posting.transfer("award", deed.actor(), deed.reason(), PointsAccounts.AWARDS, gain));
        AuditLog.append(
                db,
                new AuditRecord(
                        deed.actor(),
                        "points.awarded",
                        account,
                        deed.reason(),
                        AuditDetail.of("points", points, "posting", id)));
        ObjectNode json = Json.object();
        json.put("id", id);
        json.put("personId", person.id());
        json.put("points", points);
        json.put("balance", Ledger.balance(db, account, PointsAccounts.CURRENCY));
        Outbox.add(db, "points.awarded", json.toString());
        return Json.created(json);
    }

    private static HttpReply points(Handle db, ApiCall call, Bearer bearer) {
        String account = PointsAccounts.of(bearer.personId());
        ObjectNode json = Json.object();
        json.put("points", Ledger.balance(db, account, PointsAccounts.CURRENCY));
        ArrayNode movements = json.putArray("movements");
        Ledger.history(db, account, SHOWN_MOVEMENTS).stream()
                .filter(line -> line.currency().equals(PointsAccounts.CURRENCY))
                .forEach(line -> {
                    ObjectNode movement = movements.addObject();
                    movement.put("id", line.postingId());
                    movement.put("points", line.amountMinor());
                    movement.put("reason", line.reason());
                    movement.put("at", Json.time(line.atMs()));
                });
        return Json.ok(json);
    }
}
