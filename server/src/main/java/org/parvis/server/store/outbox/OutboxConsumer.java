package org.parvis.server.store.outbox;

/** Somebody inside the process who hears of messages, at least once each and mostly in order. */
public interface OutboxConsumer {
    /**
     * A lasting name: what was not taken before a restart comes again under it.
     *
     * @return kebab-case
     */
    String name();

    /**
     * Whether messages of a type matter here.
     *
     * @param type what happened
     * @return false to be spared
     */
    boolean wants(String type);

    /**
     * Takes a message. On a thread of the pump, which may block; must do the same when the message comes again.
     *
     * @param message what happened
     * @throws Exception to get it again later
     */
    void accept(OutboxMessage message) throws Exception;
}
