/** Facts about spatial. */
@NullMarked
package org.parvis.world.spatial;

import org.jspecify.annotations.NullMarked;
