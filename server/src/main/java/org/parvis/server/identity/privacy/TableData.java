package org.parvis.server.identity.privacy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.people.ExportRows;
import org.parvis.server.identity.people.PersonalData;

/**
 * A table, or a part of one, that is about a person.
 *
 * @param section what it is called in an export
 * @param select tells its columns; every question mark is the person's id, or the account made of it
 * @param erase removes it; empty when it goes with the person's own row, or stays by the opaque id alone
 * @param prefix put before the person's id, such as {@code person:}
 */
record TableData(String section, String select, String erase, String prefix) implements PersonalData {
    /** Everything about people in the tables of identity and of the store. */
    static List<PersonalData> all() {
        return List.of(
                new TableData("logins", """
                        select id, device_id, created_ms, expires_ms, ended_ms, ended_cause from login_family
                        where person_id = ? order by created_ms""", "", ""),
                new TableData("recoveryCode", "select created_ms from recovery_code where person_id = ?", "", ""),
                new TableData("deviceKeys", """
                        select id, public_key, label, created_ms, used_ms from device_key
                        where person_id = ? order by created_ms""", "", ""),
                new TableData(
                        "providers",
                        "select issuer, subject, provider, created_ms from identity_link where person_id = ?",
                        "",
                        ""),
                new TableData(
                        "roles",
                        "select id, role, scope_kind, scope_id, created_ms from staff_grant where person_id = ?",
                        "",
                        ""),
                new TableData("bans", """
                        select id, scope_kind, scope_id, reason, created_ms, until_ms, lifted_ms from ban
                        where person_id = ? order by created_ms""", "update ban set reason = '' where person_id = ?", ""),
                new TableData("places", """
                        select session_id, venue_id, name, languages, roles, floor, x_cm, z_cm, yaw, seen_ms from stay
                        where person_id = ?""", "delete from stay where person_id = ?", ""),
                new TableData(
                        "visits",
                        "select venue_id, seen_ms from venue_visit where person_id = ? order by venue_id",
                        "",
                        ""),
                new TableData(
                        "keptAnswers",
                        "select at_ms from idempotency where scope = ?",
                        "delete from idempotency where scope = ?",
                        "person:"),
                new TableData("movements", """
                        select p.id, p.kind, p.reason, p.at_ms, e.currency, e.amount_minor from ledger_entry e
                        join ledger_posting p on p.id = e.posting_id where e.account = ? order by p.at_ms""", "", "person:"),
                new TableData(
                        "staffActions",
                        "select at_ms, action, reason, detail from audit where target = ? order by seq",
                        "",
                        "person:"),
                new TableData("ownActions", "select at_ms, action, target from audit where actor = ?", "", ""));
    }

    @Override
    public List<Map<String, Object>> export(Handle db, String personId) {
        int marks = Math.toIntExact(select.chars().filter(c -> c == '?').count());
        Object[] arguments = Collections.nCopies(marks, prefix + personId).toArray();
        return ExportRows.select(db, select, arguments);
    }

    @Override
    public void erase(Handle db, String personId) {
        if (!erase.isEmpty()) {
            db.execute(erase, prefix + personId);
        }
    }
}
