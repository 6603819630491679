package org.parvis.loadtest.crowd;

import java.net.URI;

/**
 * What a crowd does. Immutable; any thread.
 *
 * @param url the server's WebSocket address
 * @param venue id of the venue, empty for the server's default
 * @param avatars number of people, at least 1
 * @param durationMs measured time once everybody has joined, milliseconds
 * @param joinsPerSecond how fast people arrive
 * @param movesPerSecond moves each person sends per second, at most 20
 * @param walkSpeedMS metres per second
 * @param viewersSampled how many people record what they see of others; the rest counts frames and bytes
 * @param seed of all random numbers
 */
public record CrowdSettings(
        URI url,
        String venue,
        int avatars,
        long durationMs,
        double joinsPerSecond,
        int movesPerSecond,
        double walkSpeedMS,
        int viewersSampled,
        long seed) {}
