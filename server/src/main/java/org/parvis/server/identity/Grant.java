package org.parvis.server.identity;

/**
 * A role somebody has, and where.
 *
 * @param role what for
 * @param scope where it holds
 */
public record Grant(StaffRole role, Scope scope) {}
