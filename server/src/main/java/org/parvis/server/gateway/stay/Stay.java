package org.parvis.server.gateway.stay;

import org.parvis.protocol.v1.Place;

/**
 * What the store knows of a session of an earlier process.
 *
 * @param profile as it was
 * @param place where the avatar was last noted
 * @param number that the session's next token gets
 * @param lastActionId highest id of the actions that were taken up, unsigned; 0 for none
 */
public record Stay(SessionProfile profile, Place place, int number, long lastActionId) {}
