package org.parvis.server.identity.limit;

/**
 * What a quota says to one asker now.
 *
 * @param quota which
 * @param granted whether this one is allowed
 * @param remaining how many more would be
 * @param retryAfterS seconds until there is at least one again; 0 when granted
 */
public record Allowance(Quota quota, boolean granted, int remaining, int retryAfterS) {}
