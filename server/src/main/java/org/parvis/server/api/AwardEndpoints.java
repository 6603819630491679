package org.parvis.server.api;

import org.jdbi.v3.core.Handle;
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
import tools.jackson.databind.node.ObjectNode;

/** Points that the staff give: the movement, its audit record and the message about it are one transaction. */
final class AwardEndpoints {
    private static final long MAX_POINTS = 1_000_000;

    private final IdentityRoom identity;
    private final Desk desk;

    AwardEndpoints(IdentityRoom identity, Desk desk) {
        this.identity = identity;
        this.desk = desk;
    }

    void addTo(Routes routes) {
        routes.post("/v1/staff/awards", desk.writing(Desk::demandKey, this::award));
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
}
