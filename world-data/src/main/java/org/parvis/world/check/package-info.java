/** What in a sound venue is likely not meant: places nobody reaches, things in walls, ground far from everything. */
@NullMarked
package org.parvis.world.check;

import org.jspecify.annotations.NullMarked;
