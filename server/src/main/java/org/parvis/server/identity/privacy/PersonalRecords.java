package org.parvis.server.identity.privacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.Revocation;
import org.parvis.server.identity.login.Logins;
import org.parvis.server.identity.people.PersonalData;
import org.parvis.server.identity.staff.Grants;

/**
 * Everything that is kept about a person, wherever it is.
 *
 * <p>What stays after an erasure, by the opaque id alone: the audit log and the ledger, which may not be changed, and
 * bans, without their reason. Backups hold the person until they are deleted;
 * {@link Erasures} sees to it that none brings somebody back. Any thread.
 */
public final class PersonalRecords {
    private final List<PersonalData> places;
    private final Logins logins;

    /**
     * The places of identity and the store, and others.
     *
     * @param logins ended by an erasure
     * @param others what other rooms keep
     */
    public PersonalRecords(Logins logins, List<PersonalData> others) {
        this.logins = logins;
        places = new ArrayList<>(TableData.all());
        places.addAll(others);
    }

    /**
     * All of it, except the profile itself.
     *
     * @param db a transaction
     * @param personId whose
     * @return rows by section, sections without rows too
     */
    public Map<String, List<Map<String, Object>>> export(Handle db, String personId) {
        Map<String, List<Map<String, Object>>> told = new LinkedHashMap<>();
        places.forEach(place -> told.put(place.section(), place.export(db, personId)));
        return told;
    }

    /**
     * Removes the person and all that names them. Live sessions end when the transaction is committed.
     *
     * @param db the transaction
     * @param personId who
     * @throws org.parvis.server.identity.IdentityException of kind {@code CONFLICT} for the last admin of the server
     */
    public void erase(Handle db, String personId) {
        Grants.demandAnotherAdmin(db, personId);
        logins.endAll(db, personId, Revocation.Cause.DELETED);
        places.forEach(place -> place.erase(db, personId));
        db.execute("delete from person where id = ?", personId);
        Erasures.note(db, personId, "");
    }
}
