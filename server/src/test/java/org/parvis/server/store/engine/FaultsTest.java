package org.parvis.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a database says when it is away is told apart from what is the asker's own mistake. */
final class FaultsTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "08000", "08003", "08006", // the connection
                "25006", "0A000", // a standby, or read-only
                "53100", "53200", "53300", // disk, memory, connections
                "57014", "57P01", "57P02", "57P03", "57P05", // out of time, shut down, starting up
                "58030", "XX000", "XX001", "XX002", // its disk fails, damaged pages
                "25P03", "25P04", // a transaction ended for taking too long
                "28P01", "3D000", "55000", "40003"
            })
    void postgresqlIsAway(String state) {
        assertThat(PostgresFaults.of(wrapped(new SQLException("x", state)))).isEqualTo(Fault.GONE);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"40001", "40P01", "55P03", "40000"})
    void postgresqlWantsItAgain(String state) {
        assertThat(PostgresFaults.of(wrapped(new SQLException("x", state)))).isEqualTo(Fault.RETRY);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"22021", "23505", "42601", "42P01", "22003", "54000"})
    void postgresqlRefusesTheWork(String state) {
        assertThat(PostgresFaults.of(wrapped(new SQLException("x", state)))).isEqualTo(Fault.WORK);
    }

    @Test
    void onlyWhatTheServerItselfRefusedIsKnownToBeUndone() {
        assertThat(PostgresFaults.isUndone(new SQLException("x", "53100"))).isTrue();
        assertThat(PostgresFaults.isUndone(new SQLException("x", "08006"))).isFalse();
        assertThat(PostgresFaults.isUndone(new SQLException("x", "57P01"))).isFalse();
    }

    @Test
    void sqliteIsAwayOrBusyOrRefusesTheWork() {
        for (SQLiteErrorCode code : new SQLiteErrorCode[] {
            SQLiteErrorCode.SQLITE_FULL,
            SQLiteErrorCode.SQLITE_IOERR_WRITE,
            SQLiteErrorCode.SQLITE_READONLY,
            SQLiteErrorCode.SQLITE_READONLY_DBMOVED,
            SQLiteErrorCode.SQLITE_CANTOPEN,
            SQLiteErrorCode.SQLITE_CORRUPT,
            SQLiteErrorCode.SQLITE_NOTADB,
            SQLiteErrorCode.SQLITE_NOMEM,
            SQLiteErrorCode.SQLITE_PERM,
            SQLiteErrorCode.SQLITE_INTERRUPT
        }) {
            assertThat(of(code)).as(code.name()).isEqualTo(Fault.GONE);
        }
        assertThat(of(SQLiteErrorCode.SQLITE_BUSY)).isEqualTo(Fault.BUSY);
        assertThat(of(SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT)).isEqualTo(Fault.BUSY);
        assertThat(of(SQLiteErrorCode.SQLITE_CONSTRAINT)).isEqualTo(Fault.WORK);
        assertThat(of(SQLiteErrorCode.SQLITE_ERROR)).isEqualTo(Fault.WORK);
    }

    private static Fault of(SQLiteErrorCode code) {
        return SqliteFaults.of(wrapped(new SQLiteException("x", code)));
    }

    private static RuntimeException wrapped(SQLException said) {
        return new IllegalStateException("the libraries wrap it", new RuntimeException(said));
    }
}
