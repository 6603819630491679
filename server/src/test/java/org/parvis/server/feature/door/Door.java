package org.parvis.server.feature.door;

/**
 * A door that has an owner. Immutable, any thread.
 *
 * @param fixtureId the fixture of the venue that it is
 * @param ownerId id of the person who opens and closes it
 * @param isOpen whether people can walk through
 * @param version rises with every change, so that older news is known as such
 */
record Door(String fixtureId, String ownerId, boolean isOpen, long version) {}
