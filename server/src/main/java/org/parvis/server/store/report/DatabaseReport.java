package org.parvis.server.store.report;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditProof;
import org.parvis.server.store.file.CommitCount;
import org.parvis.server.store.file.CommitMark;
import org.parvis.server.store.ledger.Ledger;
import org.parvis.server.store.outbox.Outbox;
import org.parvis.server.store.schema.FeatureMigrations;

/**
 * What is in a database and whether it is sound.
 *
 * @param commits acknowledged in it so far
 * @param schema newest migration applied
 * @param rows of each table
 * @param audit the check of the audit log's chain
 * @param unbalanced postings that do not sum to zero; empty when the ledger is sound
 * @param waiting deliveries of the outbox not yet made
 * @param dead deliveries given up
 */
public record DatabaseReport(
        long commits,
        String schema,
        Map<String, Long> rows,
        AuditProof audit,
        List<String> unbalanced,
        long waiting,
        long dead) {
    private static final int MOST_DEAD = 1_000;

    /**
     * Looks through everything; takes seconds on a large database.
     *
     * @param db an open transaction
     * @return what was found
     * @throws SQLException if the database cannot say what tables it has
     */
    public static DatabaseReport of(Handle db) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        for (String table : tables(db)) {
            rows.put(
                    table,
                    db.createQuery("SELECT COUNT(*) FROM \"" + table + "\"")
                            .mapTo(Long.class)
                            .one());
        }
        String schema = db.createQuery("SELECT version FROM flyway_schema_history WHERE version IS NOT NULL"
                        + " ORDER BY installed_rank DESC LIMIT 1")
                .mapTo(String.class)
                .one();
        return new DatabaseReport(
                CommitCount.read(db.getConnection())
                        .map(CommitMark.Content::commits)
                        .orElse(0L),
                schema,
                rows,
                AuditLog.verify(db),
                Ledger.unbalanced(db),
                Outbox.waiting(db),
                Outbox.dead(db, MOST_DEAD).size());
    }

    /**
     * Whether nothing is wrong.
     *
     * @return true when the audit log is whole and the ledger balances
     */
    public boolean isSound() {
        return audit.isWhole() && unbalanced.isEmpty();
    }

    private static List<String> tables(Handle db) throws SQLException {
        List<String> tables = new ArrayList<>();
        DatabaseMetaData about = db.getConnection().getMetaData();
        String schema = db.getConnection().getSchema();
        try (ResultSet found = about.getTables(null, schema, "%", new String[] {"TABLE"})) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        tables.removeIf(name -> name.startsWith("sqlite_")
                || name.equals("flyway_schema_history")
                || name.startsWith(FeatureMigrations.HISTORY));
        return tables;
    }
}
