/**
 * Files as the web sees them: entity tags, stored compression, cache lifetimes, a bounded cache in memory.
 *
 * <p>Where the bytes come from (class path, venue bundle) is an {@link
 * org.parvis.server.gateway.assets.AssetSource}.
 */
@NullMarked
package org.parvis.server.gateway.assets;

import org.jspecify.annotations.NullMarked;
