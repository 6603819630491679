package org.parvis.server.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parvis.server.store.StoreOpenException;
import org.parvis.server.store.file.CommitMark.Content;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, before an embedded database is opened, whether something is gone that had been acknowledged: by the mark
 * beside it, by the write-ahead log, by the pages of the file. Changes nothing, so that whatever can still be saved is
 * there when the operator has read the message.
 *
 * <p>One thread, which owns the file.
 */
public final class LossCheck {
    /**
     * Files up to here have all their pages looked at before the server starts; larger ones would make the start wait,
     * and are looked at by {@code data info}.
     */
    static final long LARGEST_CHECKED_BYTES = 32L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(LossCheck.class);
    private static final String CURE = "; restore a backup, or start with --accept-loss to go on without it";
    private static final int MOST_FAULTS = 3;

    private final SqliteFile file;
    private final PriorUse prior;
    private final List<String> losses = new ArrayList<>();
    private boolean isLogDamaged;

    private LossCheck(SqliteFile file, PriorUse prior) {
        this.file = file;
        this.prior = prior;
    }

    /**
     * Looks, and refuses a database that lost something, unless the operator accepts it.
     *
     * @param file which; may be absent
     * @param prior what speaks for an earlier use
     * @throws StoreOpenException one line: what is gone, and the cure
     */
    public static void demandNothingLost(SqliteFile file, PriorUse prior) throws StoreOpenException {
        LossCheck check = new LossCheck(file, prior);
        try {
            check.look();
        } catch (IOException unreadable) {
            throw new StoreOpenException(
                    "cannot look into the database " + file.path() + ": " + unreadable.getMessage(), unreadable);
        }
        judge(file.path().toString(), check.losses, prior);
        if (check.isLogDamaged && !check.losses.isEmpty()) {
            check.setAside();
        }
    }

    /**
     * Compares what is remembered of a database with what it tells of itself.
     *
     * @param told by the mark
     * @param found in the database; empty when it has no id
     * @param isEmpty whether the database has no tables yet
     * @param prior what else speaks for an earlier use
     * @return what is gone, in words; empty when nothing is known to be
     */
    public static Optional<String> difference(
            Optional<Content> told, Optional<Content> found, boolean isEmpty, PriorUse prior) {
        if (isEmpty) {
            Optional<String> trace = prior.traces().stream()
                    .filter(Files::exists)
                    .map(file -> file.getFileName() + " shows that a server has run on this data folder")
                    .findFirst();
            return told.map(mark -> "it had come to commit " + mark.commits())
                    .or(() -> trace)
                    .map(why -> "it is new and empty, but " + why);
        }
        if (told.isEmpty() || found.isEmpty()) {
            return Optional.empty();
        }
        if (!told.get().databaseId().equals(found.get().databaseId())) {
            return Optional.of("it is another one than was used here last");
        }
        long behind = told.get().commits() - found.get().commits();
        return behind > 0
                ? Optional.of("the newest " + behind + " of " + told.get().commits() + " commits are gone")
                : Optional.empty();
    }

    /**
     * Refuses a database that lost something, unless the operator accepts it.
     *
     * @param name of the database
     * @param losses what is gone, in words
     * @param prior whether the operator accepts it
     * @throws StoreOpenException one line: what is gone, and the cure
     */
    public static void judge(String name, List<String> losses, PriorUse prior) throws StoreOpenException {
        if (losses.isEmpty()) {
            return;
        }
        String told = "the database " + name + " has lost something: " + String.join("; ", losses);
        if (!prior.acceptLoss()) {
            throw new StoreOpenException(told + CURE);
        }
        LOG.warn("{}; going on without it, as told", told);
    }

    private void look() throws IOException, StoreOpenException {
        Path path = file.path();
        Optional<Content> told = CommitMark.read(CommitMark.beside(path));
        WriteAheadLog.Survey log = WriteAheadLog.survey(WriteAheadLog.beside(path));
        Optional<Content> found = Optional.empty();
        boolean empty = true;
        if (isThere(path) || (isThere(WriteAheadLog.beside(path)) && Files.exists(path))) {
            try (Connection connection = file.openUntouched()) {
                empty = !hasTables(connection);
                found = empty ? Optional.empty() : CommitCount.read(connection);
                if (Files.size(path) <= LARGEST_CHECKED_BYTES) {
                    List<String> faults = Integrity.faults(connection, MOST_FAULTS);
                    if (!faults.isEmpty()) {
                        losses.add("pages of it are damaged (" + String.join("; ", faults) + ")");
                    }
                }
            } catch (SQLException damaged) {
                throw new StoreOpenException(
                        "cannot open the database " + path + ": " + damaged.getMessage() + "; restore a backup",
                        damaged);
            }
        }
        difference(told, found, empty, prior).ifPresent(gone -> losses.add(0, gone));
        surveyed(log);
    }

    private static boolean isThere(Path path) throws IOException {
        return Files.exists(path) && Files.size(path) > 0;
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'setting'")) {
            return found.next();
        }
    }

    private void surveyed(WriteAheadLog.Survey log) {
        isLogDamaged = log.isDamaged() || !log.isHeaderWhole();
        if (log.isDamaged() || (log.lost() > 0 && !losses.isEmpty())) {
            losses.add(log.lost() + " of the " + (log.readable() + log.lost())
                    + " frames of its write-ahead log cannot be read (" + log.lostCommits() + " transactions)");
        } else if (!log.isHeaderWhole() && !losses.isEmpty()) {
            losses.add("its write-ahead log cannot be read at all");
        } else if (!log.isHeaderWhole()) {
            LOG.warn("The write-ahead log of {} cannot be read; all that was acknowledged is in the file", file.path());
        }
    }

    /** What cannot be read today may be read by somebody who knows how; opening the database would delete it. */
    private void setAside() throws StoreOpenException {
        Path log = WriteAheadLog.beside(file.path());
        Path aside = log.resolveSibling(log.getFileName() + ".damaged-" + System.currentTimeMillis());
        try {
            Files.copy(log, aside);
            LOG.warn("The damaged write-ahead log is kept as {}", aside);
        } catch (IOException full) {
            throw new StoreOpenException(
                    "cannot keep a copy of the damaged log " + log + ": " + full.getMessage(), full);
        }
    }
}
