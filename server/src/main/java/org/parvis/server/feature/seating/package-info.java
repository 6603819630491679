/** Benches to sit on. Uses nothing but the seam of instances. */
@NullMarked
package org.parvis.server.feature.seating;

import org.jspecify.annotations.NullMarked;
