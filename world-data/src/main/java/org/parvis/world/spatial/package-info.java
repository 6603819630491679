/** Questions about a floor: may somebody stand here, walk there, which zones is this in. Queries do not allocate. */
@NullMarked
package org.parvis.world.spatial;

import org.jspecify.annotations.NullMarked;
