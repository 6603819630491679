package org.parvis.server.store.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.parvis.server.store.DbTime;
import org.parvis.server.store.RandomId;
import org.parvis.server.store.outbox.Outbox;

/**
 * The endpoints that messages are sent to. Whoever changes them writes the audit record, in the same transaction.
 *
 * <p>Inside a transaction of the store, on its threads.
 */
public final class Webhooks {
    /** How long a replaced secret still signs beside the new one. */
    public static final long OLD_SECRET_MS = TimeUnit.HOURS.toMillis(24);

    private static final Pattern TYPES = Pattern.compile("\\*|[a-z][a-z0-9_.]*(\\.\\*)?(,[a-z][a-z0-9_.]*(\\.\\*)?)*");
    private static final int LONGEST_TYPES = 1_000;
    private static final String COLUMNS = "id, url, types, created_ms, failing_since_ms, disabled_ms, disabled_reason";

    private final TargetRule rule;

    /**
     * A new endpoint and what signs its messages.
     *
     * @param endpoint as stored
     * @param secret told once
     */
    public record Created(WebhookEndpoint endpoint, WebhookSecret secret) {}

    /**
     * Under a rule.
     *
     * @param rule where webhooks may go
     */
    public Webhooks(TargetRule rule) {
        this.rule = rule;
    }

    /**
     * Adds an endpoint; messages written from now on go to it.
     *
     * @param db the open transaction
     * @param url HTTPS
     * @param types what it wants: full types, {@code family.*} or {@code *}, separated by commas
     * @return the endpoint with its secret
     * @throws IllegalArgumentException saying in words what does not fit
     */
    public Created create(Handle db, String url, String types) {
        rule.check(url);
        if (types.length() > LONGEST_TYPES || !TYPES.matcher(types).matches()) {
            throw new IllegalArgumentException("types are such as points.awarded,show.* or *");
        }
        String id = RandomId.next("whk_");
        long nowMs = DbTime.nowMs(db);
        WebhookSecret secret = WebhookSecret.random();
        db.createUpdate("INSERT INTO webhook_endpoint (id, url, types, secret, created_ms)"
                        + " VALUES (:id, :url, :types, :secret, :now)")
                .bind("id", id)
                .bind("url", url)
                .bind("types", types)
                .bind("secret", secret.text())
                .bind("now", nowMs)
                .execute();
        WebhookEndpoint endpoint = new WebhookEndpoint(id, url, types, nowMs, Optional.empty(), Optional.empty(), "");
        return new Created(endpoint, secret);
    }

    /**
     * All endpoints, the oldest first.
     *
     * @param db the open transaction
     * @return without their secrets
     */
    public List<WebhookEndpoint> list(Handle db) {
        return db.createQuery("SELECT " + COLUMNS + " FROM webhook_endpoint ORDER BY created_ms, id")
                .map(Webhooks::endpoint)
                .list();
    }

    /**
     * An endpoint.
     *
     * @param db the open transaction
     * @param id its id
     * @return empty when there is none
     */
    public Optional<WebhookEndpoint> find(Handle db, String id) {
        return db.createQuery("SELECT " + COLUMNS + " FROM webhook_endpoint WHERE id = :id")
                .bind("id", id)
                .map(Webhooks::endpoint)
                .findOne();
    }

    /**
     * Removes an endpoint; what waits for it is given up.
     *
     * @param db the open transaction
     * @param id its id
     * @return false when there was none
     */
    public boolean delete(Handle db, String id) {
        Optional<WebhookEndpoint> endpoint = find(db, id);
        endpoint.ifPresent(gone -> Outbox.giveUpAll(db, gone.target(), "the endpoint was removed"));
        return db.createUpdate("DELETE FROM webhook_endpoint WHERE id = :id")
                        .bind("id", id)
                        .execute()
                > 0;
    }

    /**
     * Gives an endpoint a new secret. For a day, messages are signed with both.
     *
     * @param db the open transaction
     * @param id its id
     * @return the new secret, told once; empty when there is no such endpoint
     */
    public Optional<WebhookSecret> rotate(Handle db, String id) {
        WebhookSecret secret = WebhookSecret.random();
        int changed = db.createUpdate("UPDATE webhook_endpoint SET old_secret = secret, old_secret_until_ms = :until,"
                        + " secret = :secret WHERE id = :id")
                .bind("until", DbTime.nowMs(db) + OLD_SECRET_MS)
                .bind("secret", secret.text())
                .bind("id", id)
                .execute();
        return changed > 0 ? Optional.of(secret) : Optional.empty();
    }

    /**
     * Switches an endpoint on again and starts over what was given up for it.
     *
     * @param db the open transaction
     * @param id its id
     * @return false when there is none
     */
    public boolean enable(Handle db, String id) {
        int changed = db.createUpdate("UPDATE webhook_endpoint SET disabled_ms = NULL, disabled_reason = '',"
                        + " failing_since_ms = NULL WHERE id = :id")
                .bind("id", id)
                .execute();
        find(db, id).ifPresent(endpoint -> Outbox.retryAll(db, endpoint.target()));
        return changed > 0;
    }

    private static WebhookEndpoint endpoint(ResultSet row, StatementContext context) throws SQLException {
        return new WebhookEndpoint(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                number(row, 5),
                number(row, 6),
                row.getString(7));
    }

    private static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    /** Those that want messages of a type and are switched on. */
    List<String> targets(Handle db, String type) {
        return list(db).stream()
                .filter(endpoint -> endpoint.disabledMs().isEmpty() && endpoint.wants(type))
                .map(WebhookEndpoint::target)
                .toList();
    }

    /** The secrets that sign now: the present one, and for a day the one before. */
    List<WebhookSecret> secrets(Handle db, String id) {
        List<WebhookSecret> secrets = new ArrayList<>();
        db.createQuery("SELECT secret FROM webhook_endpoint WHERE id = :id"
                        + " UNION ALL SELECT old_secret FROM webhook_endpoint WHERE id = :id"
                        + " AND old_secret IS NOT NULL AND old_secret_until_ms > :now")
                .bind("id", id)
                .bind("now", DbTime.nowMs(db))
                .mapTo(String.class)
                .forEach(text -> secrets.add(WebhookSecret.of(text)));
        return secrets;
    }

    /** Remembers since when nothing arrived. */
    void failed(Handle db, String id) {
        db.createUpdate(
                        "UPDATE webhook_endpoint SET failing_since_ms = :now WHERE id = :id AND failing_since_ms IS NULL")
                .bind("now", DbTime.nowMs(db))
                .bind("id", id)
                .execute();
    }

    /** All is well again. */
    void succeeded(Handle db, String id) {
        db.createUpdate("UPDATE webhook_endpoint SET failing_since_ms = NULL"
                        + " WHERE id = :id AND failing_since_ms IS NOT NULL")
                .bind("id", id)
                .execute();
    }

    /** Switches an endpoint off; false when it was off or gone already. */
    boolean disable(Handle db, String id, String reason) {
        return db.createUpdate("UPDATE webhook_endpoint SET disabled_ms = :now, disabled_reason = :reason"
                                + " WHERE id = :id AND disabled_ms IS NULL")
                        .bind("now", DbTime.nowMs(db))
                        .bind("reason", reason)
                        .bind("id", id)
                        .execute()
                > 0;
    }
}
