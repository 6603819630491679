package org.parvis.server.store.outbox;

/**
 * A message on its way.
 *
 * @param id the same for every target and every try: receivers know by it what they have had already
 * @param type what happened, such as {@code points.awarded}
 * @param payload a JSON object
 * @param createdMs when it was written, UTC milliseconds
 */
public record OutboxMessage(String id, String type, String payload, long createdMs) {}
