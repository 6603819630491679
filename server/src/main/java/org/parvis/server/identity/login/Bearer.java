package org.parvis.server.identity.login;

/**
 * What an access token says about who bears it.
 *
 * @param personId the person
 * @param familyId the login it was given to
 */
public record Bearer(String personId, String familyId) {}
