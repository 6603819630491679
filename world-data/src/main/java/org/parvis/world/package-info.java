/**
 * A venue as immutable data: what a place is made of, without network, clock or thread.
 *
 * <p>All lengths are metres in the venue frame (x east, y up, z south of the origin); yaw is in radians, counter-clockwise
 * seen from above, 0 facing −z. Everything here may be used from any thread.
 */
@NullMarked
package org.parvis.world;

import org.jspecify.annotations.NullMarked;
