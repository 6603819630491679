package org.parvis.server.feature.door;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.parvis.server.identity.people.PersonalData;

/** The doors in the database. Stateless; every method runs inside a transaction, on a thread of the store. */
final class DoorTable implements PersonalData {
    private static final String COLUMNS = "select fixture_id, owner_id, is_open, version from door";
    private static final RowMapper<Door> DOOR =
            (row, context) -> new Door(row.getString(1), row.getString(2), row.getInt(3) != 0, row.getLong(4));

    /** All doors of a venue that have an owner. */
    static List<Door> of(Handle db, String venueId) {
        return db.select(COLUMNS + " where venue_id = ?", venueId).map(DOOR).list();
    }

    /** One door; empty when nobody owns it. */
    static Optional<Door> find(Handle db, String venueId, String fixtureId) {
        return db.select(COLUMNS + " where venue_id = ? and fixture_id = ?", venueId, fixtureId)
                .map(DOOR)
                .findOne();
    }

    /** Makes somebody the owner of a door; empty when another person is. */
    static Optional<Door> claim(Handle db, String venueId, String fixtureId, String personId) {
        db.execute(
                "insert into door (venue_id, fixture_id, owner_id) values (?, ?, ?)"
                        + " on conflict (venue_id, fixture_id) do nothing",
                venueId,
                fixtureId,
                personId);
        return find(db, venueId, fixtureId).filter(door -> door.ownerId().equals(personId));
    }

    /** Opens or closes a door for its owner; empty when the person does not own it. */
    static Optional<Door> set(Handle db, DoorKey key, String personId, boolean isOpen) {
        int changed = db.execute(
                "update door set is_open = ?, version = version + 1"
                        + " where venue_id = ? and fixture_id = ? and owner_id = ?",
                isOpen ? 1 : 0,
                key.venueId(),
                key.fixtureId(),
                personId);
        return changed == 0 ? Optional.empty() : find(db, key.venueId(), key.fixtureId());
    }

    /**
     * Which door.
     *
     * @param venueId id of the venue
     * @param fixtureId id of the fixture in it
     */
    record DoorKey(String venueId, String fixtureId) {}

    @Override
    public String section() {
        return "doors";
    }

    @Override
    public List<Map<String, Object>> export(Handle db, String personId) {
        return db.select("select venue_id, fixture_id, is_open from door where owner_id = ?", personId)
                .map((row, context) -> Map.<String, Object>of(
                        "venueId", row.getString(1), "door", row.getString(2), "isOpen", row.getInt(3) != 0))
                .list();
    }

    @Override
    public void erase(Handle db, String personId) {
        db.execute("delete from door where owner_id = ?", personId);
    }
}
