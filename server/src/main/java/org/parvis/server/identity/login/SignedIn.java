package org.parvis.server.identity.login;

/**
 * What somebody gets who has proved who they are. Its text form holds no secret.
 *
 * @param personId who
 * @param familyId the login
 * @param deviceId the device the login is on; as the device gave it, or new
 * @param accessToken for the next minutes
 * @param refreshToken for the next access token, once
 */
public record SignedIn(String personId, String familyId, String deviceId, String accessToken, String refreshToken) {
    @Override
    public String toString() {
        return "SignedIn[" + personId + "]";
    }
}
