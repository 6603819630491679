/**
 * Metres and angles to the integers of the wire and back: the one place that knows steps, ranges and the numbering
 * of cells. Pure functions of their arguments, no allocation on the paths that a tick takes; any thread. Encoders
 * refuse what does not fit, they never clamp or wrap.
 */
@NullMarked
package org.parvis.protocol.quantise;

import org.jspecify.annotations.NullMarked;
