package org.parvis.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what the server logs as a warning or an error. Input of strangers is never worth one: a line for each would fill
 * the disk, and a caught bug shows nowhere else. Any thread.
 */
final class Complaints extends AppenderBase<ILoggingEvent> {
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    /** Begins to listen, for the life of the process. */
    static Complaints listen() {
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        Complaints complaints = new Complaints();
        complaints.setContext(logs);
        complaints.start();
        logs.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(complaints);
        return complaints;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            heard.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    }

    /** Fails when something was heard since the last time. */
    void assertNone() {
        if (!heard.isEmpty()) {
            AssertionError complaint = new AssertionError("The server complained: " + heard);
            heard.clear();
            throw complaint;
        }
    }
}
