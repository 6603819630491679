package org.parvis.server.store.audit;

/**
 * A record as it stands in the log.
 *
 * @param seq 1, 2, 3 … without gaps
 * @param atMs when, UTC milliseconds
 * @param said what was recorded
 * @param previousHash of the entry before; 64 zeros for the first
 * @param hash SHA-256 over all the above, in hex
 */
public record AuditEntry(long seq, long atMs, AuditRecord said, String previousHash, String hash) {}
