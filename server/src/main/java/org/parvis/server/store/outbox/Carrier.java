package org.parvis.server.store.outbox;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A way messages go: to consumers inside the process, to webhooks.
 *
 * <p>Targets of a carrier are named {@code PREFIX:NAME}.
 */
public interface Carrier {
    /**
     * What its targets begin with.
     *
     * @return a word without colon
     */
    String prefix();

    /**
     * Who wants messages of a type.
     *
     * @param db a transaction
     * @param type what happened
     * @return whole names of targets
     */
    List<String> targets(Handle db, String type);

    /**
     * How many messages a target gets in one go; they are settled together.
     *
     * @return 1 or more
     */
    int batch();

    /**
     * Delivers a message. May block for some seconds; called by one thread at a time for the same target.
     *
     * @param target whole name
     * @param message to be delivered; perhaps not for the first time
     * @return how it went; exceptions count as failures
     * @throws Exception a failure to be tried again
     */
    Outcome carry(String target, OutboxMessage message) throws Exception;

    /**
     * How long to wait between tries.
     *
     * @return the plan
     */
    BackOff backOff();

    /**
     * Takes note of how a try went, in the transaction that records it.
     *
     * @param db the open transaction
     * @param target whole name
     * @param outcome of the try
     * @param over whether it was the message's last
     */
    void settled(Handle db, String target, Outcome outcome, boolean over);
}
