package org.parvis.server.identity.proof;

/**
 * A key that one of a person's devices holds.
 *
 * @param id {@code d_} and 22 characters
 * @param personId whose
 * @param publicKey a JWK
 * @param label what the person calls the device
 * @param createdMs UTC milliseconds
 * @param usedMs UTC milliseconds of the last login with it; 0 for never
 */
public record DeviceKey(String id, String personId, String publicKey, String label, long createdMs, long usedMs) {}
