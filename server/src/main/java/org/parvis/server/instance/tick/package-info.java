/**
 * What all parts of an instance stand on: its configuration, its time, its owner thread, its timers and the state of a\n * tick. Knows neither features nor how other threads reach an instance.
 */
@NullMarked
package org.parvis.server.instance.tick;

import org.jspecify.annotations.NullMarked;
