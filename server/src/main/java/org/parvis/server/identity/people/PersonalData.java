package org.parvis.server.identity.people;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * One place where something about a person is kept. Every room that stores a person's id offers one, so that a person
 * can have everything told and everything removed.
 */
public interface PersonalData {
    /**
     * What the part is called in an export.
     *
     * @return camel case
     */
    String section();

    /**
     * All that is kept there.
     *
     * @param db a transaction
     * @param personId whose
     * @return rows of plain values by camel-case name; secrets and their hashes left out
     */
    List<Map<String, Object>> export(Handle db, String personId);

    /**
     * Removes it, or what names the person in it.
     *
     * @param db the transaction in which the person is deleted; the person's own row is still there
     * @param personId whose
     */
    void erase(Handle db, String personId);
}
