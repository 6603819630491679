package org.parvis.server.interest;

/** Makes the bytes that tell a viewer who somebody is; implemented by the instance. Tick thread. */
@FunctionalInterface
public interface Introducer {
    /**
     * The introduction of an avatar.
     *
     * @param avatar its number
     * @return a complete {@code Introductions.avatars} field with tag and length, never written again; empty when nobody
     *     has that number any more
     */
    byte[] introduction(int avatar);
}
