package org.parvis.server.gateway;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the server says about itself.
 *
 * @param version of the software
 * @param protocolVersion of the wire
 * @param tickRateHz ticks per second of its instances
 * @param notReady why newcomers should go elsewhere; empty when they are welcome
 * @param metrics the text of a scrape, may take some milliseconds
 */
public record ServerFacts(
        String version,
        int protocolVersion,
        int tickRateHz,
        Supplier<Optional<String>> notReady,
        Supplier<String> metrics) {}
