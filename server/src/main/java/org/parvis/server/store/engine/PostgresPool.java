package org.parvis.server.store.engine;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** How PostgreSQL is reached: bounds on every wait, so that a server that went away is noticed soon. */
final class PostgresPool {
    private static final long CONNECT_MS = 2_000;
    private static final int CONNECT_S = 2;
    private static final int ANSWER_S = 10;
    private static final int OWNER_ANSWER_S = 3;
    private static final int MIGRATION_CONNECTIONS = 4;
    private static final long MIGRATION_CONNECT_MS = 5_000;
    private static final String LIMITS =
            "SET statement_timeout = '5s'; SET lock_timeout = '2s'; SET idle_in_transaction_session_timeout = '10s'";

    private PostgresPool() {}

    /** For the store: at most as many connections as configured; made when first needed. */
    static HikariDataSource open(StoreConfig config, int connections, boolean writing) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(writing ? "store-write" : "store-read");
        pool.setJdbcUrl(config.url());
        config.login().user().ifPresent(pool::setUsername);
        config.login().password().ifPresent(pool::setPassword);
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(1);
        pool.setAutoCommit(false);
        pool.setReadOnly(!writing);
        pool.setTransactionIsolation(writing ? "TRANSACTION_SERIALIZABLE" : "TRANSACTION_REPEATABLE_READ");
        pool.setConnectionInitSql(LIMITS);
        pool.setConnectionTimeout(CONNECT_MS);
        pool.setValidationTimeout(CONNECT_MS / 2);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("connectTimeout", Integer.toString(CONNECT_S));
        pool.addDataSourceProperty("socketTimeout", Integer.toString(ANSWER_S));
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("ApplicationName", "parvis");
        return new HikariDataSource(pool);
    }

    /** A connection of its own, outside of any pool, that commits by itself; every wait on it is short. */
    static Connection alone(StoreConfig config) throws SQLException {
        Properties properties = new Properties();
        config.login().user().ifPresent(user -> properties.setProperty("user", user));
        config.login().password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_S));
        properties.setProperty("loginTimeout", Integer.toString(CONNECT_S));
        properties.setProperty("socketTimeout", Integer.toString(OWNER_ANSWER_S));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "parvis-owner");
        return DriverManager.getConnection(config.url(), properties);
    }

    /** For migrations, which may take their time; closed right after them. */
    static HikariDataSource forMigrations(StoreConfig config) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("migrations");
        pool.setJdbcUrl(config.url());
        config.login().user().ifPresent(pool::setUsername);
        config.login().password().ifPresent(pool::setPassword);
        pool.setMaximumPoolSize(MIGRATION_CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(MIGRATION_CONNECT_MS);
        pool.addDataSourceProperty("ApplicationName", "parvis-migrations");
        return new HikariDataSource(pool);
    }
}
