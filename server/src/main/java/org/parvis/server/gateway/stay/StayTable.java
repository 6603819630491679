package org.parvis.server.gateway.stay;

import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.Role;
import org.parvis.server.identity.Revocation;
import org.parvis.server.store.DbTime;

/**
 * The table of stays: a row for each session, with its place, the lowest token number that is still good, and since when
 * nobody is connected ({@code seen_ms}, 0 while somebody is). Threads of the store.
 */
final class StayTable {
    private static final String ALIVE_KEY = "stays.alive_ms";
    private static final String SEPARATOR = ",";

    private StayTable() {}

    /** Whoever was connected when the process before ended was last seen when that was last alive. */
    static void connectionsLost(Handle db, long nowMs) {
        long lastMs = db.createQuery("SELECT value FROM setting WHERE key = :key")
                .bind("key", ALIVE_KEY)
                .mapTo(String.class)
                .findOne()
                .map(Long::parseLong)
                .orElse(nowMs);
        db.createUpdate("UPDATE stay SET seen_ms = :last WHERE seen_ms = 0")
                .bind("last", Math.min(lastMs, nowMs))
                .execute();
    }

    static void forgetBefore(Handle db, long sinceMs) {
        db.createUpdate("DELETE FROM stay WHERE seen_ms > 0 AND seen_ms < :since")
                .bind("since", sinceMs)
                .execute();
    }

    static void alive(Handle db, long nowMs) {
        db.createUpdate("INSERT INTO setting (key, value) VALUES (:key, :value)"
                        + " ON CONFLICT (key) DO UPDATE SET value = excluded.value")
                .bind("key", ALIVE_KEY)
                .bind("value", Long.toString(nowMs))
                .execute();
    }

    static Optional<Stay> claim(Handle db, ResumeTokens.Token token, String personId, long sinceMs) {
        return db.createQuery("UPDATE stay SET token_number = :next, seen_ms = 0"
                        + " WHERE session_id = :session AND token_number <= :number AND seen_ms >= :since"
                        + " AND (person_id = '' OR person_id = :person)"
                        + " RETURNING person_id, family_id, venue_id, name, look, languages, roles,"
                        + " floor, x_cm, z_cm, yaw, token_number, last_action_id")
                .bind("next", token.number() + 1)
                .bind("session", token.sessionId())
                .bind("number", token.number())
                .bind("since", sinceMs)
                .bind("person", personId)
                .map((row, context) -> stay(row))
                .findOne();
    }

    static void forget(Handle db, Revocation revocation) {
        boolean everywhere = revocation.venueId().equals(Revocation.EVERYWHERE);
        String whose = revocation.subject() == Revocation.Subject.PERSON ? "person_id" : "family_id";
        db.createUpdate("DELETE FROM stay WHERE " + whose + " = :id" + (everywhere ? "" : " AND venue_id = :venue"))
                .bind("id", revocation.id())
                .bindMap(everywhere ? Map.of() : Map.of("venue", revocation.venueId()))
                .execute();
    }

    /** Undoes a claim whose person was not let in after all. */
    static void giveBack(Handle db, String sessionId, int number, long nowMs) {
        db.createUpdate("UPDATE stay SET token_number = :number, seen_ms = :now WHERE session_id = :session")
                .bind("number", number)
                .bind("now", nowMs)
                .bind("session", sessionId)
                .execute();
    }

    private static Stay stay(ResultSet row) throws SQLException {
        SessionProfile profile = new SessionProfile(
                Objects.requireNonNullElse(row.getString("person_id"), ""),
                Objects.requireNonNullElse(row.getString("family_id"), ""),
                row.getString("venue_id"),
                row.getString("name"),
                look(row.getBytes("look")),
                words(row.getString("languages")),
                words(row.getString("roles")).stream().map(Role::valueOf).toList());
        Place place = Place.newBuilder()
                .setFloor(row.getInt("floor"))
                .setXCm(row.getInt("x_cm"))
                .setZCm(row.getInt("z_cm"))
                .setYaw(row.getInt("yaw"))
                .build();
        return new Stay(profile, place, row.getInt("token_number"), row.getLong("last_action_id"));
    }

    private static Look look(byte[] bytes) throws SQLException {
        try {
            return Look.parseFrom(bytes);
        } catch (InvalidProtocolBufferException broken) {
            throw new SQLException("A stored look is broken", broken);
        }
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(SEPARATOR, -1));
    }

    /** The changes of one round, in batches. */
    static final class Rows implements AutoCloseable {
        private final PreparedBatch begun;
        private final PreparedBatch moved;
        private final PreparedBatch altered;
        private final PreparedBatch gone;
        private final PreparedBatch visited;
        private final long nowMs;

        Rows(Handle db) {
            begun = db.prepareBatch(
                    "INSERT INTO stay (session_id, person_id, family_id, venue_id, name, look, languages,"
                            + " roles, floor, x_cm, z_cm, yaw, token_number,"
                            + " last_action_id, seen_ms) VALUES (:session, :person, :family, :venue,"
                            + " :name, :look, :languages, :roles, :floor, :x, :z, :yaw, :number, :action, :seen)"
                            + " ON CONFLICT (session_id) DO UPDATE SET floor = excluded.floor, x_cm = excluded.x_cm,"
                            + " z_cm = excluded.z_cm, yaw = excluded.yaw, token_number = excluded.token_number,"
                            + " last_action_id = excluded.last_action_id, seen_ms = excluded.seen_ms");
            moved = db.prepareBatch("UPDATE stay SET floor = :floor, x_cm = :x, z_cm = :z, yaw = :yaw"
                    + " WHERE session_id = :session");
            altered =
                    db.prepareBatch("UPDATE stay SET token_number = :number, last_action_id = :action, seen_ms = :seen"
                            + " WHERE session_id = :session");
            gone = db.prepareBatch("DELETE FROM stay WHERE session_id = :session");
            visited = db.prepareBatch("INSERT INTO venue_visit (person_id, venue_id, seen_ms)"
                    + " SELECT id, :venue, :now FROM person WHERE id = :person"
                    + " ON CONFLICT (person_id, venue_id) DO UPDATE SET seen_ms = excluded.seen_ms");
            nowMs = DbTime.nowMs(db);
        }

        void began(KeptSession session, PlaceSheet sheet, int row) {
            SessionProfile profile = session.profile();
            String roles = profile.roles().stream().map(Role::name).collect(Collectors.joining(SEPARATOR));
            placed(begun, sheet, row)
                    .bind("person", profile.personId())
                    .bind("family", profile.familyId())
                    .bind("venue", profile.venueId())
                    .bind("name", profile.name())
                    .bind("look", profile.look().toByteArray())
                    .bind("languages", String.join(SEPARATOR, profile.languages()))
                    .bind("roles", roles)
                    .bind("number", session.tokenNumber())
                    .bind("action", session.lastActionId())
                    .bind("seen", session.detachedAtMs())
                    .add();
            if (profile.hasPerson()) {
                visited.bind("venue", profile.venueId())
                        .bind("now", nowMs)
                        .bind("person", profile.personId())
                        .add();
            }
        }

        void moved(PlaceSheet sheet, int row) {
            placed(moved, sheet, row).add();
        }

        private static PreparedBatch placed(PreparedBatch batch, PlaceSheet sheet, int row) {
            return batch.bind("session", sheet.session(row))
                    .bind("floor", sheet.floor(row))
                    .bind("x", sheet.xCm(row))
                    .bind("z", sheet.zCm(row))
                    .bind("yaw", sheet.yaw(row));
        }

        void altered(KeptSession session) {
            altered.bind("number", session.tokenNumber())
                    .bind("action", session.lastActionId())
                    .bind("seen", session.detachedAtMs())
                    .bind("session", session.id())
                    .add();
        }

        void gone(String sessionId) {
            gone.bind("session", sessionId).add();
        }

        void send() {
            for (PreparedBatch batch : List.of(begun, moved, altered, gone, visited)) {
                if (batch.size() > 0) {
                    batch.execute();
                }
            }
        }

        @Override
        public void close() {
            List.of(begun, moved, altered, gone, visited).forEach(PreparedBatch::close);
        }
    }
}
