/**
 * Reading a venue bundle — a folder, a zip or a built-in venue — and finding every fault in it.
 *
 * <p>Way in: {@link org.parvis.world.bundle.VenueSource#resolve}, then {@link org.parvis.world.bundle.VenueSource#open}.
 */
@NullMarked
package org.parvis.world.bundle;

import org.jspecify.annotations.NullMarked;
