/** Facts about bundle. */
@NullMarked
package org.parvis.world.bundle;

import org.jspecify.annotations.NullMarked;
