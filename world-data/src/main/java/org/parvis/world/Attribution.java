package org.parvis.world;

import java.util.Optional;

/**
 * A source that has to be named wherever the venue is shown.
 *
 * @param text the credit line
 * @param url where the source is found
 * @param license the source's licence, as SPDX identifier or in words
 */
public record Attribution(String text, Optional<String> url, Optional<String> license) {}
