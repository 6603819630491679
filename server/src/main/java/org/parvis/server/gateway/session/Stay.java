package org.parvis.server.gateway.session;

import org.parvis.protocol.v1.Place;

/**
 * What the store knows of a session of an earlier process.
 *
 * @param terms as they were
 * @param place where the avatar was last noted
 * @param number that the session's next token gets
 */
record Stay(Terms terms, Place place, int number) {}
