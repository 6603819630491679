package org.parvis.server.identity.staff;

import org.parvis.server.identity.Grant;

/**
 * A role as stored.
 *
 * @param id {@code r_} and 22 characters
 * @param personId who has it
 * @param grant which role, and where
 * @param grantedBy a person's id, or {@code operator} for the command line
 * @param createdMs UTC milliseconds
 */
public record StaffGrant(String id, String personId, Grant grant, String grantedBy, long createdMs) {}
