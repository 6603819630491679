package org.parvis.server.store.outbox;

/**
 * A message that a target did not take in all its tries.
 *
 * @param messageId of the message
 * @param type what happened
 * @param target who did not take it
 * @param attempts how often it was tried
 * @param lastError what the last try met, in a line
 * @param deadMs when it was given up, UTC milliseconds
 */
public record DeadLetter(String messageId, String type, String target, long attempts, String lastError, long deadMs) {}
