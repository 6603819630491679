package org.parvis.server.identity.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.AgeBand;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.people.Person.Kind;
import org.parvis.server.identity.people.Person.Profile;
import org.parvis.server.identity.secret.Opaque;
import org.parvis.server.identity.staff.Acquaintance;

/** The table of people. Methods run inside a transaction of the caller; any thread. */
public final class People {
    private static final String COLUMNS =
            "select id, kind, name, look, languages, settings, age_band, version, created_ms, seen_ms from person ";

    private final InstantSource clock;

    /**
     * The table.
     *
     * @param clock the time
     */
    public People(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A new guest.
     *
     * @param db the transaction
     * @param profile within the rules
     * @return the guest as stored
     */
    public Person addGuest(Handle db, Profile profile) {
        long nowMs = clock.millis();
        Person person = new Person(Opaque.id("p_"), Kind.GUEST, profile, 1, nowMs, nowMs);
        db.execute(
                """
                insert into person (id, kind, name, look, languages, settings, age_band, version, created_ms, seen_ms)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                person.id(),
                person.kind().text(),
                profile.name(),
                ProfileJson.of(profile.look()),
                ProfileJson.of(profile.languages()),
                profile.settings(),
                profile.ageBand().text(),
                person.version(),
                nowMs,
                nowMs);
        return person;
    }

    /**
     * Finds a person.
     *
     * @param db the transaction
     * @param id any text
     * @return empty when there is none, or none any more
     */
    public Optional<Person> find(Handle db, String id) {
        return db.select(COLUMNS + "where id = ?", id)
                .map((row, ctx) -> person(row))
                .findFirst();
    }

    /**
     * A person that must be there.
     *
     * @param db the transaction
     * @param id any text
     * @return the person
     * @throws IdentityException of kind {@code NOT_FOUND}
     */
    public Person get(Handle db, String id) {
        return find(db, id)
                .orElseThrow(() ->
                        new IdentityException(IdentityException.Kind.NOT_FOUND, "There is no such person (any more)."));
    }

    /**
     * People by the beginning of their name, or one by id.
     *
     * @param db the transaction
     * @param start how the name begins, or a whole id; empty for everybody
     * @param afterId the last one of the page before, or empty
     * @param limit at most so many
     * @param within whom the asker may know of
     * @return by id
     */
    public List<Person> search(Handle db, String start, String afterId, int limit, Acquaintance within) {
        List<Object> arguments = new ArrayList<>();
        String known = within.condition(arguments);
        String pattern = start.toLowerCase(Locale.ROOT)
                        .replace("!", "!!")
                        .replace("%", "!%")
                        .replace("_", "!_")
                + "%";
        arguments.addAll(List.of(pattern, start, afterId, limit));
        return db.select(
                        COLUMNS + "where " + known
                                + " and (lower(name) like ? escape '!' or id = ?) and id > ? order by id limit ?",
                        arguments.toArray())
                .map((row, ctx) -> person(row))
                .list();
    }

    /**
     * Replaces what a person says about themselves.
     *
     * @param db the transaction
     * @param person as it was read in this transaction
     * @param profile within the rules
     * @return the person as stored now
     */
    public Person change(Handle db, Person person, Profile profile) {
        long version = person.version() + 1;
        db.execute(
                """
                update person set name = ?, look = ?, languages = ?, settings = ?, age_band = ?, version = ?
                where id = ?""",
                profile.name(),
                ProfileJson.of(profile.look()),
                ProfileJson.of(profile.languages()),
                profile.settings(),
                profile.ageBand().text(),
                version,
                person.id());
        return new Person(person.id(), person.kind(), profile, version, person.createdMs(), person.seenMs());
    }

    /**
     * Notes that there is another way in now; whatever the person has stays as it is.
     *
     * @param db the transaction
     * @param id who
     */
    public void becomeAccount(Handle db, String id) {
        db.execute("update person set kind = 'account', version = version + 1 where id = ? and kind = 'guest'", id);
    }

    private static Person person(ResultSet row) throws SQLException {
        Profile profile = new Profile(
                row.getString("name"),
                ProfileJson.look(row.getString("look")),
                ProfileJson.languages(row.getString("languages")),
                row.getString("settings"),
                AgeBand.of(row.getString("age_band")));
        return new Person(
                row.getString("id"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                profile,
                row.getLong("version"),
                row.getLong("created_ms"),
                row.getLong("seen_ms"));
    }
}
